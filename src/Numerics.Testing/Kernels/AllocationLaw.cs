using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Calls allocate nothing in the long run.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class AllocationLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.CallsAllocateNothing))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check()
    {
        int shared = (int)KernelContext.Default.ParallelThreshold + 1;
        foreach (int length in (int[])[37, shared])
        {
            TensorCase<T> tensor = Source().Draw(InputProfile.Ordinary, length, Source().DrawHost(useDefaults: true));
            Memory<T>[] arrays = [.. tensor.Arrays.Select(a => a.AsMemory())];
            var results = new double[Rule.Plans[0].Results.Count];
            long bytes = SteadyState.LeastAllocation(
                () => Overload.Run(Rule, arrays, tensor.Host, tensor.Scalars, results));
            if (bytes > 0)
            {
                throw Violation($"a call on {length} elements allocates {bytes} bytes on its thread each time");
            }
        }
    }
}
