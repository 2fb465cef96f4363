namespace Numerics.Runtime;

/// <summary>How kernels run on this machine.</summary>
/// <param name="VectorBits">Bits in a vector; 0 where kernels run as scalar code.</param>
/// <param name="Contraction">The contraction class: results agree to the bit between machines of one class.</param>
/// <param name="Threads">The most threads that work on a call.</param>
/// <param name="ParallelThreshold">Calls up to this many elements run on the caller's thread.</param>
/// <param name="StreamingThreshold">A parallel pass over more bytes than this stores past the caches.</param>
public sealed record RuntimeDescription(
    int VectorBits, Contraction Contraction, int Threads, long ParallelThreshold, long StreamingThreshold);

/// <summary>The CPU runtime that kernels run on.</summary>
public static class NumericsRuntime
{
    /// <summary>What was chosen for this machine when the process started.</summary>
    public static RuntimeDescription Describe()
    {
        KernelContext context = KernelContext.Default;
        return new(
            context.VectorBits, context.Contraction, context.Threads, context.ParallelThreshold, context.StreamingThreshold);
    }
}
