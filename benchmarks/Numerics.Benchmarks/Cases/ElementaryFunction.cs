using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Numerics.Benchmarks.Measurement;
using Numerics.Runtime;

namespace Numerics.Benchmarks.Cases;

/// <summary>A function of one variable on lanes.</summary>
internal interface ILaneFunction
{
    /// <summary>The function's values.</summary>
    static abstract V Of<V>(V x)
        where V : struct, ILanes<V, float>;
}

/// <summary>A function of one variable on the platform's vectors.</summary>
internal interface IPlatformFunction
{
    /// <summary>The function's values.</summary>
    static abstract Vector512<float> Of(Vector512<float> x);
}

/// <summary>A function of <see cref="TensorPrimitives"/>.</summary>
internal delegate void SpanFunction(ReadOnlySpan<float> source, Span<float> destination);

/// <summary>An elementary function of ours on an array that fits the first cache, against the platform's.</summary>
internal sealed unsafe class ElementaryFunction : Comparison
{
    private const int Length = 4096;
    private const string Platform = "Vector512";
    private readonly Problem _problem = new(Length);
    private readonly Action _ours;
    private readonly SpanFunction _primitive;
    private readonly Action? _platform;

    private ElementaryFunction(
        string name, Func<Problem, Action> ours, SpanFunction primitive, Func<Problem, Action>? platform = null)
    {
        (Name, _ours, _primitive, _platform) = (name, ours(_problem), primitive, platform?.Invoke(_problem));
        for (int i = 0; i < Length; i++)
        {
            _problem.G[i] = 0.01f + 8 * Math.Abs(_problem.G[i]);
        }
    }

    internal override string Name { get; }

    internal override string Title => $"{Name}, float, one thread";

    internal override nint Elements => Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => _ours()),
        new(Primitives, _ => _primitive(_problem.GSpan, _problem.XSpan)),
        .. _platform is null ? Array.Empty<Contender>() : [new(Platform, _ => _platform())],
    ];

    public override void Dispose() => _problem.Dispose();

    /// <summary>The functions that both sides have, by name; null for another name.</summary>
    internal static ElementaryFunction? Named(string name) => name switch
    {
        "exp" => new(name, Lanes<Exp>, TensorPrimitives.Exp, Vectors<PlatformExp>),
        "expm1" => new(name, Lanes<Expm1>, TensorPrimitives.ExpM1),
        "log" => new(name, Lanes<Log>, TensorPrimitives.Log, Vectors<PlatformLog>),
        "log1p" => new(name, Lanes<Log1p>, TensorPrimitives.LogP1),
        "tanh" => new(name, Lanes<Tanh>, TensorPrimitives.Tanh),
        "sigmoid" => new(name, Lanes<Sigmoid>, TensorPrimitives.Sigmoid),
        _ => null,
    };

    private static Action Lanes<F>(Problem problem)
        where F : struct, ILaneFunction => KernelContext.Default.VectorBits switch
        {
            512 => () => Apply<Float512<Fused>, F>(problem),
            256 => () => Apply<Float256<Fused>, F>(problem),
            _ => () => Apply<Float128<Fused>, F>(problem),
        };

    private static void Apply<V, F>(Problem problem)
        where V : struct, ILanes<V, float>
        where F : struct, ILaneFunction
    {
        var source = new Pointer<float>(problem.G);
        var destination = new Pointer<float>(problem.X);
        for (nint i = 0; i < problem.Length; i += V.Count)
        {
            V.Store(F.Of(V.Load(source, i)), destination, i);
        }
    }

    private static Action Vectors<F>(Problem problem)
        where F : struct, IPlatformFunction => () => ApplyPlatform<F>(problem);

    private static void ApplyPlatform<F>(Problem problem)
        where F : struct, IPlatformFunction
    {
        for (nint i = 0; i < problem.Length; i += Vector512<float>.Count)
        {
            F.Of(Vector512.Load(problem.G + i)).Store(problem.X + i);
        }
    }

    private readonly struct PlatformExp : IPlatformFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Exp(x);
    }

    private readonly struct PlatformLog : IPlatformFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Log(x);
    }

    private readonly struct Exp : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, ILanes<V, float> => Elementary.Exp<V, float>(x);
    }

    private readonly struct Expm1 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, ILanes<V, float> => Elementary.Expm1<V, float>(x);
    }

    private readonly struct Log : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, ILanes<V, float> => Elementary.Log<V, float>(x);
    }

    private readonly struct Log1p : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, ILanes<V, float> => Elementary.Log1p<V, float>(x);
    }

    private readonly struct Tanh : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, ILanes<V, float> => Elementary.Tanh<V, float>(x);
    }

    private readonly struct Sigmoid : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, ILanes<V, float> => Elementary.Sigmoid<V, float>(x);
    }
}
