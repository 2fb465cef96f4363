using Numerics.Runtime;
using Numerics.Rules;
using Numerics.Testing;
using static Numerics.Functions;
using static Numerics.Properties.Convergence.Roots;
using static Numerics.Testing.Problems;

namespace Numerics.Properties.Convergence;

internal static partial class ConvergenceTable
{
    private const double Beta1 = 0.5;
    private const double Beta2 = 0.75;
    /// <summary>What is left of the gap when six digits of x are right: the gap of a quadratic is the square of the
    /// distance, 10⁻⁶ of the first.</summary>
    private const double SixDigits = 1e-12;

    private const int WholeSteps = 1000;

    /// <summary>The way that NAdam and RAdam go at step t under gradient 1, their own formulas with v = 1.</summary>
    private static readonly Func<int, double> NAdamWay = MakeNAdamWay();

    private static IEnumerable<ConvergenceRow> AdamRows =>
    [
        .. AdamFamily("Adam", Adam.StepRule.Instance, a => Average(a, Beta1), new() { ["weightDecay"] = Decay }, _ => 1),
        .. AdamFamily("AmsGrad", AmsGrad.StepRule.Instance, a => Average(a, Beta1), new() { ["weightDecay"] = Decay }, _ => 1),
        .. AdamFamily("Adamax", Adamax.StepRule.Instance, a => Average(a, Beta1), new() { ["weightDecay"] = Decay }, _ => 1, 1e-6),
        .. AdamFamily("NAdam", NAdam.StepRule.Instance, a => AverageAhead(a, Beta1),
            new() { ["weightDecay"] = Decay, ["momentumDecay"] = 1000 }, NAdamWay),
        Near("AdamW", AdamW.StepRule.Instance, StronglyConvexQuadratic, a => Average(a, Beta1), new() { ["weightDecay"] = 0 }),
        Far("AdamW", AdamW.StepRule.Instance, _ => 1, new() { ["weightDecay"] = 0 }),
        // With a curvature of 1 all along, v̂ is 1: heavy averaging of the gradient, by itself.
        new("AdaHessian, near", AdaHessian.StepRule.Instance, StronglyConvexQuadratic,
            Rate.LinearExactly(p => Average(0.5 * p.StrongConvexity / p.Smoothness, Beta1)),
            p => new Hyperparameters
            {
                ["learningRate"] = 0.5 / p.Smoothness, ["epsilon"] = 0, ["beta1"] = Beta1, ["beta2"] = Beta2,
            }.With("h", [.. Enumerable.Repeat(1.0, p.Dimension)])),
        // ε is added to s in every step too: with s = ε·(1−β₂ᵗ)/(1−β₂) the denominator is ε + √(ε/(1−β₂)), which ε hides.
        Near("AdaBelief", AdaBelief.StepRule.Instance, StronglyConvexQuadratic, a => Average(a, Beta1), new() { ["weightDecay"] = 0 }),
        Far("AdaBelief", AdaBelief.StepRule.Instance, AdaBeliefWay, new()),
        Whole("AdaBelief", AdaBelief.StepRule.Instance, new()),

        // Near the minimum gradients hardly change: half of Adam's steps.
        Near("DiffGrad", DiffGrad.StepRule.Instance, StronglyConvexQuadratic.WithCoupledDecay(Decay), a => Average(a / 2, Beta1),
            new() { ["weightDecay"] = Decay, ["coupledWeightDecay"] = 1 }),
        Far("DiffGrad", DiffGrad.StepRule.Instance, t => t == 1 ? 1 / (1 + Math.Exp(-1)) : 0.5, new()),
        Whole("DiffGrad", DiffGrad.StepRule.Instance, new()),

        // The step is that of m' + g: twice as long.
        new("EXAdam, near", EXAdam.StepRule.Instance, StronglyConvexQuadratic,
            Rate.LinearExactly(p => AverageAndGradient(0.25 * p.StrongConvexity / p.Smoothness, Beta1)),
            p => new Hyperparameters
            {
                ["learningRate"] = 0.25 * HugeEpsilon / p.Smoothness, ["epsilon"] = HugeEpsilon, ["beta1"] = Beta1, ["beta2"] = Beta2,
            }),
        Far("EXAdam", EXAdam.StepRule.Instance, EXAdamWay, new()),
        Far("EXAdam, growing", EXAdam.StepRule.Instance, t => EXAdamWay(t) * 0.5 * Math.Log(2 * (t + 1)), new() { ["growingStep"] = 1 }),
        Whole("EXAdam", EXAdam.StepRule.Instance, new()),
        UnderNoise("Adam", Adam.StepRule.Instance, new()),
        UnderNoise("AdamW", AdamW.StepRule.Instance, new() { ["weightDecay"] = 0 }),
        Whole("AdamW", AdamW.StepRule.Instance, new() { ["weightDecay"] = 0 }),
        Boxed("AdamW", AdamW.StepRule.Instance, new() { ["weightDecay"] = Decay }),
        Boxed("NAdam", NAdam.StepRule.Instance,
            new() { ["weightDecay"] = Decay, ["momentumDecay"] = 1000, ["decoupledWeightDecay"] = 1 }),
        Boxed("RAdam", RAdam.StepRule.Instance, new() { ["weightDecay"] = Decay, ["decoupledWeightDecay"] = 1 }),
        Far("RAdam", RAdam.StepRule.Instance, RAdamWay, new()),
        Whole("RAdam", RAdam.StepRule.Instance, new(), 1e-8),

        // RAdam's first steps do not divide, so ε can't be huge; √v falls as 0.75^(t/2), faster than x.
        new("RAdam, near", RAdam.StepRule.Instance, StronglyConvexQuadratic.WithCoupledDecay(0),
            Rate.LinearExactly(p => Average(0.5 * p.StrongConvexity / p.Smoothness, Beta1)),
            p => new RAdam.Options { LearningRate = 0.125 / p.Smoothness, Epsilon = 0.25, Beta1 = Beta1, Beta2 = Beta2 }),
    ];

    private static IEnumerable<ConvergenceRow> AdamFamily(
        string name, UpdateRule rule, Func<double, double> factor, Hyperparameters decayed, Func<int, double> way,
        double tolerance = SixDigits) =>
    [
        Near(name, rule, StronglyConvexQuadratic.WithCoupledDecay(Decay), factor, decayed),
        Far(name, rule, way, new()),
        Whole(name, rule, new(), tolerance),
    ];

    private static ConvergenceRow Near(
        string name, UpdateRule rule, ProblemFamily family, Func<double, double> factor, Hyperparameters with)
        => new($"{name}, near", rule, family,
            Rate.LinearExactly(p => factor(0.5 * p.StrongConvexity / p.Smoothness)),
            p => with.And(
                ("learningRate", 0.5 * HugeEpsilon / p.Smoothness), ("epsilon", HugeEpsilon), ("beta1", Beta1), ("beta2", Beta2)));

    /// <summary>Default βs, steps of ⅛.</summary>
    private static ConvergenceRow Far(string name, UpdateRule rule, Func<int, double> way, Hyperparameters with)
        => new($"{name}, far", rule, Slope, Rate.Arrives(StepsFor(16, t => way(t) / 8)), _ => with.And(("learningRate", 0.125)));

    /// <summary>Noise of deviation 3 on a gradient of 1: √v̂ is about √(1 + 9), and m̂ on average 1.</summary>
    private static ConvergenceRow UnderNoise(string name, UpdateRule rule, Hyperparameters with)
        => new($"{name}, noise", rule, Slope.WithNoise(3) with { Dimensions = [65] },
            Rate.Arrives(128 * Math.Sqrt(10), within: 0.06), _ => with.And(("learningRate", 0.125)));

    private static ConvergenceRow Whole(string name, UpdateRule rule, Hyperparameters with, double tolerance = SixDigits)
        => new($"{name}, whole", rule, StronglyConvexQuadratic, Rate.Reaches(tolerance, WholeSteps),
            _ => with.And(("learningRate", Schedule.Linear(0.1, 0, WholeSteps))));

    /// <summary>Under a constant gradient the direction is its sign, and decoupled decay brings x to the box's
    /// corner.</summary>
    private static ConvergenceRow Boxed(string name, UpdateRule rule, Hyperparameters with)
        => new($"{name}, decoupled decay", rule, LinearOver(Decay, Sign), Rate.LinearExactly(Descent(0.1 * Decay)),
            _ => with.And(("learningRate", 0.1), ("epsilon", 1e-30), ("beta1", Beta1), ("beta2", Beta2)));

    private static int StepsFor(double distance, Func<int, double> way)
    {
        int t = 0;
        for (double gone = 0; gone < distance - 1e-9;)
        {
            gone += way(++t);
        }

        return t;
    }

    private static Func<int, double> MakeNAdamWay()
    {
        double Mu(int t) => 0.9 * (1 - 0.5 * Math.Pow(0.96, t * 4e-3));
        return t =>
        {
            double product = Enumerable.Range(1, t).Aggregate(1.0, (p, k) => p * Mu(k));
            double momentum = 1 - Math.Pow(0.9, t);
            return (1 - Mu(t)) / (1 - product) + Mu(t + 1) * momentum / (1 - product * Mu(t + 1));
        };
    }

    /// <summary>s of constant gradients in closed form, with the gradient 1.</summary>
    private static double AdaBeliefWay(int t)
    {
        double strayed = 0.001 * 0.81 * (Math.Pow(0.999, t) - Math.Pow(0.81, t)) / (0.999 - 0.81);
        return 1 / Math.Sqrt(strayed / (1 - Math.Pow(0.999, t)));
    }

    /// <summary>m̂ = v̂ = 1, and ε counts for nothing.</summary>
    private static double EXAdamWay(int t)
    {
        (double power1, double power2) = (Math.Pow(0.9, t), Math.Pow(0.999, t));
        return (1 + power2) * (1 + 1 / (1 - power1)) / Math.Sqrt(1 + power1);
    }

    private static double RAdamWay(int t)
    {
        double power = Math.Pow(0.999, t);
        double rho = 1999 - 2 * t * power / (1 - power);
        return rho <= 5 ? 1 : Math.Sqrt((rho - 4) * (rho - 2) * 1999 / (1995.0 * 1997 * rho));
    }
}
