using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>How often <c>a·b + c</c> rounds where a rule leaves it open. Results agree to the bit within a class.</summary>
public enum Contraction
{
    /// <summary>Once: the hardware has a fused multiply–add.</summary>
    Fused,

    /// <summary>Twice: it has none.</summary>
    Separate,
}

/// <summary>The lanes that kernels run on: class and width in bits (1: scalar code).</summary>
internal enum LaneKind
{
    Fused1,
    Fused128,
    Fused256,
    Fused512,
    Separate1,
    Separate128,
    Separate256,
    Separate512,
}

/// <summary>What a kernel runs with: lanes, threads and the sizes at which the way of running changes. None of it, the contraction
/// class excepted, changes a bit of any result.</summary>
internal sealed record KernelContext
{
    /// <summary>Elements in a block of a reduction, and what chunks are multiples of.</summary>
    public const int Block = 4096;

    [ThreadStatic]
    private static KernelContext? s_override;
    private static volatile bool s_anyOverride;

    /// <summary>What this machine has.</summary>
    public static KernelContext Default { get; } = OfMachine();

    /// <summary>What calls of this thread run with: <see cref="Default"/>, save within <see cref="Use"/>.</summary>
    public static KernelContext Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_anyOverride ? s_override ?? Default : Default;
    }

    /// <summary>Class and width.</summary>
    public required LaneKind Lanes { get; init; }

    /// <summary>The most threads that work on a call, the caller's included.</summary>
    public required int Threads { get; init; }

    /// <summary>Calls up to this many elements run on the caller's thread.</summary>
    public nint ParallelThreshold { get; init; } = 64 * 1024;

    /// <summary>Calls of more elements than this wake threads that sleep; shorter ones are over before these would come.</summary>
    public nint WakingThreshold { get; init; } = 320 * 1024;

    /// <summary>The most elements in a chunk, which one thread takes at a time; a multiple of <see cref="Block"/>.</summary>
    public nint Chunk { get; init; } = 256 * 1024;

    /// <summary>A pass that touches more bytes than this stores past the caches, where two threads or more work on it.</summary>
    public long StreamingThreshold { get; init; } = CacheSize.LastLevel;

    /// <summary>Whether a pass streams that only writes arrays it also reads. What is read is in the caches already: there
    /// streaming was measured to cost 5 %, while it saves a destination's being read before it is written.</summary>
    public bool StreamsInPlace { get; init; }

    /// <summary>The contraction class.</summary>
    public Contraction Contraction => Lanes >= LaneKind.Separate1 ? Contraction.Separate : Contraction.Fused;

    /// <summary>Bits in a vector; 0 where kernels run as scalar code.</summary>
    public int VectorBits => (Lanes - (Contraction == Contraction.Separate ? LaneKind.Separate1 : LaneKind.Fused1)) switch
    {
        1 => 128,
        2 => 256,
        3 => 512,
        _ => 0,
    };

    /// <summary>Blocks in <paramref name="length"/> elements, the last one perhaps short.</summary>
    public static nint BlocksIn(nint length) => (length + Block - 1) / Block;

    /// <summary>Lets calls of this thread run with another context until the result is disposed of: for tests.</summary>
    public static Scope Use(KernelContext context)
    {
        var scope = new Scope(s_override);
        s_override = context;
        s_anyOverride = true;
        return scope;
    }

    private static KernelContext OfMachine() => new()
    {
        Lanes = WidestLanes() + (HasFusedMultiplyAdd() ? (int)LaneKind.Fused1 : (int)LaneKind.Separate1),
        Threads = Environment.ProcessorCount,
    };

    private static LaneKind WidestLanes() =>
        Vector512.IsHardwareAccelerated ? LaneKind.Fused512
        : Vector256.IsHardwareAccelerated ? LaneKind.Fused256
        : Vector128.IsHardwareAccelerated ? LaneKind.Fused128
        : LaneKind.Fused1;

    private static bool HasFusedMultiplyAdd() => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>Gives back the context that was in force before.</summary>
    internal readonly struct Scope(KernelContext? outer) : IDisposable
    {
        public void Dispose() => s_override = outer;
    }
}
