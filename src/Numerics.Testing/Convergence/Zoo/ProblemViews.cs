namespace Numerics.Testing;

/// <summary>Another problem, of which optimizers see something else.</summary>
internal abstract class ProblemView : Problem
{
    private readonly Problem _inner;

    protected ProblemView(Problem inner, string name)
        : base(name, inner.Seed, inner.Start.ToArray(), inner.Minimiser.ToArray())
    {
        _inner = inner;
        Smoothness = inner.Smoothness;
        StrongConvexity = inner.StrongConvexity;
        PolyakLojasiewicz = inner.PolyakLojasiewicz;
        Spectrum = inner.Spectrum;
    }

    public override double Minimum => _inner.Minimum;

    public override bool IsConstrained => _inner.IsConstrained;

    public override double NoiseDeviation => _inner.NoiseDeviation;

    public override double Value(ReadOnlySpan<double> x) => _inner.Value(x);

    public override void Gradient(ReadOnlySpan<double> x, Span<double> gradient) => _inner.Gradient(x, gradient);

    public override double Gap(ReadOnlySpan<double> x) => _inner.Gap(x);

    public override void Sample(ReadOnlySpan<double> x, int step, Span<double> gradient)
    {
        _inner.Sample(x, step, gradient);
        Change(x, step, gradient);
    }

    protected abstract void Change(ReadOnlySpan<double> x, int step, Span<double> gradient);
}

/// <summary>Adds normal noise.</summary>
internal sealed class NoisyProblem(Problem inner, double deviation)
    : ProblemView(inner, $"{inner.Name}.WithNoise({deviation:R})")
{
    public override double NoiseDeviation => deviation;

    protected override void Change(ReadOnlySpan<double> x, int step, Span<double> gradient)
    {
        var numbers = new SeededNumbers(Seed, step);
        foreach (ref double g in gradient)
        {
            g += deviation * numbers.Normal();
        }
    }
}

/// <summary>Leaves out coordinates.</summary>
internal sealed class SparseProblem(Problem inner, double share)
    : ProblemView(inner, $"{inner.Name}.WithSparseGradients({share:R})")
{
    protected override void Change(ReadOnlySpan<double> x, int step, Span<double> gradient)
    {
        var numbers = new SeededNumbers(Seed, step);
        foreach (ref double g in gradient)
        {
            g = numbers.Unit() < share ? g : 0;
        }
    }
}

/// <summary>Leaves λ·x to the rule.</summary>
internal sealed class DecayedProblem(Problem inner, double weightDecay)
    : ProblemView(inner, $"{inner.Name}.WithCoupledDecay({weightDecay:R})")
{
    protected override void Change(ReadOnlySpan<double> x, int step, Span<double> gradient)
    {
        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] -= weightDecay * x[i];
        }
    }
}
