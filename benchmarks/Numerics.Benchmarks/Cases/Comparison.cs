using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Cases;

/// <summary>What a comparison is to show: ours at least so many times as fast as the fastest contender of a kind.</summary>
/// <param name="Against">The start of the contenders' names.</param>
/// <param name="AtLeast">The speed of ours over that of the fastest of them.</param>
internal sealed record Target(string Against, double AtLeast);

/// <summary>Several ways to do one step on the same arrays, ours first.</summary>
internal abstract class Comparison : IDisposable
{
    internal const string Ours = "ours";
    internal const string HandWritten = "hand-written";
    internal const string Primitives = "TensorPrimitives";

    /// <summary>The name on the command line.</summary>
    internal abstract string Name { get; }

    /// <summary>What is compared, for people.</summary>
    internal abstract string Title { get; }

    /// <summary>Elements of a call.</summary>
    internal abstract nint Elements { get; }

    /// <summary>Bytes an element that a perfect step moves; 0 where memory is not the limit.</summary>
    internal abstract double BytesPerElement { get; }

    internal abstract IReadOnlyList<Contender> Contenders { get; }

    internal virtual IReadOnlyList<Target> Targets => [];

    /// <summary>About how long one sample runs.</summary>
    internal virtual double SampleMilliseconds => 30;

    public abstract void Dispose();
}
