using BenchmarkDotNet.Attributes;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Bdn;

/// <summary>One contender of a comparison under BenchmarkDotNet.</summary>
/// <remarks>BenchmarkDotNet runs contenders one after the other: on a machine whose speed drifts, ratios come from the
/// <c>paired</c> command.</remarks>
public abstract class Contest : IDisposable
{
    private const int StepNumbers = 1000;
    private ThreadPair? _threads;
    private Comparison? _comparison;
    private Contender? _first;
    private Contender? _second;
    private Contender? _third;
    private int _step;

    /// <summary>The comparison's name.</summary>
    public abstract string Case { get; set; }

    /// <summary>Makes arrays and threads.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _threads = new ThreadPair(Environment.ProcessorCount);
        _comparison = Commands.Create(Case, _threads);
        _first = Named(Comparison.Ours);
        _second = Named(Baseline);
        _third = _comparison.Contenders[^1];
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _comparison?.Dispose();
        _threads?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The start of the baseline's name.</summary>
    protected virtual string Baseline => Comparison.HandWritten;

    /// <summary>Runs ours.</summary>
    protected void StepOurs() => _first!.Step(NextStep());

    /// <summary>Runs the baseline.</summary>
    protected void StepBaseline() => _second!.Step(NextStep());

    /// <summary>Runs the last contender of the comparison.</summary>
    protected void StepLast() => _third!.Step(NextStep());

    private Contender Named(string prefix) =>
        _comparison!.Contenders.First(one => one.Name.StartsWith(prefix, StringComparison.Ordinal));

    private int NextStep() => _step++ % StepNumbers + 1;
}

/// <summary>Steps with a hand-written loop and TensorPrimitives beside ours.</summary>
[MemoryDiagnoser]
public class LargeSteps : Contest
{
    /// <inheritdoc/>
    [Params("adamw", "lion")]
    public override string Case { get; set; } = "";

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Ours() => StepOurs();

    /// <summary>The hand-written loop.</summary>
    [Benchmark(Baseline = true)]
    public void HandWrittenLoop() => StepBaseline();

    /// <summary>TensorPrimitives, folded.</summary>
    [Benchmark]
    public void Primitives() => StepLast();
}

/// <summary>Steps with a hand-written loop beside ours.</summary>
[MemoryDiagnoser]
public class OtherSteps : Contest
{
    /// <inheritdoc/>
    [Params("lamb", "adamw-small", "lion-small")]
    public override string Case { get; set; } = "";

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Ours() => StepOurs();

    /// <summary>The hand-written loop.</summary>
    [Benchmark(Baseline = true)]
    public void HandWrittenLoop() => StepBaseline();
}

/// <summary>Many tensors beside one.</summary>
[MemoryDiagnoser]
public class ManyTensorSteps : Contest
{
    /// <inheritdoc/>
    [Params("adamw-many")]
    public override string Case { get; set; } = "";

    /// <inheritdoc/>
    protected override string Baseline => ManyTensors.Flat;

    /// <summary>All tensors in one step.</summary>
    [Benchmark]
    public void Many() => StepOurs();

    /// <summary>One flat tensor.</summary>
    [Benchmark(Baseline = true)]
    public void Flat() => StepBaseline();
}
