using Numerics.Rules;

namespace Online;

/// <summary>A learner's regret after each round, and the bound of its theorem where it has one.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Regret">Against the best in hindsight of the rounds so far.</param>
/// <param name="Bound">The theorem's.</param>
internal sealed record Run(string Name, double[] Regret, double[] Bound)
{
    /// <summary>Plays a stream of losses.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="geometry">Where the learner plays.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="stream">The losses.</param>
    public static Run Play(
        string name, Geometry geometry, OptimisticMirrorDescent.Options options, IReadOnlyList<ILoss> stream)
    {
        using var learner = new OptimisticMirrorDescent.Learner(geometry, options with { TracksRegret = true });
        var run = new Run(name, new double[stream.Count], new double[stream.Count]);
        var sum = new double[geometry.Length];
        var gradient = new float[geometry.Length];
        var best = new float[geometry.Length];
        for (int t = 0; t < stream.Count; t++)
        {
            stream[t].Gradient(learner.Decide(), gradient);
            learner.Observe(gradient);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += gradient[i];
            }

            Array.Clear(best);
            best[Array.IndexOf(sum, sum.Min())] = 1;
            run.Regret[t] = learner.Regret(best);
            run.Bound[t] = learner.RegretBound(best);
        }

        return run;
    }
}

/// <summary>A convex loss of a distribution.</summary>
internal interface ILoss
{
    /// <summary>The gradient at x.</summary>
    void Gradient(ReadOnlySpan<float> x, Span<float> gradient);
}

/// <summary>Expert advice: ⟨x, losses⟩.</summary>
/// <param name="Losses">Each expert's loss.</param>
internal sealed record AdviceLoss(float[] Losses) : ILoss
{
    public void Gradient(ReadOnlySpan<float> x, Span<float> gradient) => Losses.CopyTo(gradient);
}

/// <summary>Portfolio selection: −ln ⟨x, returns⟩, what a round takes off the logarithm of wealth.</summary>
/// <param name="Returns">What a unit in each asset has become.</param>
internal sealed record PortfolioLoss(float[] Returns) : ILoss
{
    public void Gradient(ReadOnlySpan<float> x, Span<float> gradient)
    {
        float wealth = Wealth(x);
        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] = -Returns[i] / wealth;
        }
    }

    /// <summary>What a unit has become.</summary>
    public float Wealth(ReadOnlySpan<float> x)
    {
        float wealth = 0;
        for (int i = 0; i < x.Length; i++)
        {
            wealth += x[i] * Returns[i];
        }

        return wealth;
    }
}
