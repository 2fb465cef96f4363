using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;
using static Numerics.Properties.Convergence.Roots;
using static Numerics.Testing.Problems;

namespace Numerics.Properties.Convergence;

internal static partial class ConvergenceTable
{
    private static IEnumerable<ConvergenceRow> OtherAdaptiveRows =>
    [
        new("RmsProp, near", RmsProp.StepRule.Instance, StronglyConvexQuadratic.WithCoupledDecay(Decay),
            Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new RmsProp.Options { LearningRate = HugeEpsilon / p.Smoothness, Epsilon = HugeEpsilon, WeightDecay = Decay }),
        new("RmsProp, momentum", RmsProp.StepRule.Instance, StronglyConvexQuadratic,
            Rate.LinearExactly(p => HeavyBall(p.StrongConvexity / p.Smoothness, 0.3)),
            p => new RmsProp.Options
            {
                LearningRate = HugeEpsilon / p.Smoothness, Epsilon = HugeEpsilon, Momentum = 0.3, Centered = true,
            }),
        new("RmsProp, far", RmsProp.StepRule.Instance, Slope,
            Rate.Arrives(StepsFor(16, t => 0.125 / Math.Sqrt(1 - Math.Pow(0.99, t)))),
            _ => new RmsProp.Options { LearningRate = 0.125 }),
        new("RmsProp, whole", RmsProp.StepRule.Instance, StronglyConvexQuadratic, Rate.Reaches(SixDigits, WholeSteps),
            _ => new RmsProp.Options { LearningRate = Schedule.Linear(0.1, 0, WholeSteps) }),
        new("AdafactorVector, near", AdafactorVector.StepRule.Instance, StronglyConvexQuadratic,
            Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new AdafactorVector.Options
            {
                LearningRate = 1.0 / 64, Epsilon1 = HugeEpsilon, Epsilon2 = 64 * HugeEpsilon / p.Smoothness,
            }),
        new("AdafactorVector, whole", AdafactorVector.StepRule.Instance, StronglyConvexQuadratic,
            Rate.Reaches(SixDigits, WholeSteps),
            _ => new AdafactorVector.Options { LearningRate = Schedule.Linear(0.1, 0, WholeSteps) }),
        new("Adagrad, near", Adagrad.StepRule.Instance, StronglyConvexQuadratic.WithCoupledDecay(Decay),
            Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new Adagrad.Options { LearningRate = HugeEpsilon / p.Smoothness, Epsilon = HugeEpsilon, WeightDecay = Decay }),
        new("Adagrad, initial accumulator", Adagrad.StepRule.Instance, StronglyConvexQuadratic,
            Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new Adagrad.Options
            {
                LearningRate = HugeEpsilon / p.Smoothness, Epsilon = 0, InitialAccumulatorValue = HugeEpsilon * HugeEpsilon,
            }),

        // Every direction shrinks by 1 − ½/t at step t: x falls as t^−½, the gap as 1/t.
        new("Adagrad, falling rate", Adagrad.StepRule.Instance, Sphere, Rate.SublinearExactly(1),
            p => new Adagrad.Options
            {
                LearningRate = 0.5 * HugeEpsilon / p.Smoothness, Epsilon = HugeEpsilon, LearningRateDecay = 1,
            }),
        new("Adagrad, far", Adagrad.StepRule.Instance, Slope, Rate.Arrives(StepsFor(16, t => 1 / Math.Sqrt(t))),
            _ => new Adagrad.Options { LearningRate = 1 }),
        new("Adagrad, whole", Adagrad.StepRule.Instance, StronglyConvexQuadratic, Rate.Linear,
            _ => new Adagrad.Options { LearningRate = 1 }),
        new("Adadelta, near", Adadelta.StepRule.Instance, StronglyConvexQuadratic.WithCoupledDecay(Decay),
            Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new Adadelta.Options { LearningRate = 1 / p.Smoothness, Epsilon = HugeEpsilon, WeightDecay = Decay }),
        new("Adadelta, far", Adadelta.StepRule.Instance, Slope, Rate.Arrives(StepsFor(16, MakeAdadeltaWay())),
            _ => new Adadelta.Options { Epsilon = 1e-3 }),
    ];

    private static IEnumerable<ConvergenceRow> NormRows =>
    [
        // A step of η·‖x‖ towards the minimum at 0, whatever the gradient's size.
        new("Lamb, near", Lamb.StepRule.Instance, Sphere, Rate.LinearExactly(Descent(0.1)),
            _ => new Lamb.Options { LearningRate = 0.1, Epsilon = HugeEpsilon }),
        new("Lamb, whole", Lamb.StepRule.Instance, StronglyConvexQuadratic, Rate.Reaches(1e-4, WholeSteps),
            _ => new Lamb.Options { LearningRate = Schedule.Linear(0.1, 0, WholeSteps) }),

        // On the sphere ‖x‖/(‖g‖ + λ‖x‖)·(g + λx) is x itself.
        new("Lars, near", Lars.StepRule.Instance, Sphere.WithCoupledDecay(0.25), Rate.LinearExactly(HeavyBall(0.125, 0.3)),
            _ => new Lars.Options { LearningRate = 1, Momentum = 0.3, WeightDecay = 0.25, TrustCoefficient = 0.125 }),
        new("Lars, whole", Lars.StepRule.Instance, StronglyConvexQuadratic, Rate.Reaches(1e-4, WholeSteps),
            _ => new Lars.Options { LearningRate = Schedule.Linear(1, 0, WholeSteps), TrustCoefficient = 0.01 }),
    ];

    private static IEnumerable<ConvergenceRow> LionRows =>
    [
        new("Lion, far", Lion.StepRule.Instance, Slope, Rate.Arrives(16 / 0.125),
            _ => new Lion.Options { LearningRate = 0.125 }),
        new("Lion, noise", Lion.StepRule.Instance, Slope.WithNoise(LionNoise) with { Dimensions = [129] },
            Rate.Arrives(StepsFor(16, t => 0.125 * MeanSign(t)), within: 0.1),
            _ => new Lion.Options { LearningRate = 0.125 }),
        new("Lion, decoupled decay", Lion.StepRule.Instance, LinearOver(Decay, Functions.Sign),
            Rate.LinearExactly(Descent(0.1 * Decay)), _ => new Lion.Options { LearningRate = 0.1, WeightDecay = Decay }),
        new("Lion, box", Lion.StepRule.Instance, Problems.Constrained, Rate.Reaches(1e-6, 4000),
            _ => new Lion.Options { LearningRate = Schedule.Linear(0.1, 0, 4000), WeightDecay = 1 }),
        new("Lion, half the box", Lion.StepRule.Instance, ConstrainedBy(0.5), Rate.Reaches(1e-6, 4000),
            _ => new Lion.Options { LearningRate = Schedule.Linear(0.1, 0, 4000), WeightDecay = 2 }),
        new("Lion, whole", Lion.StepRule.Instance, StronglyConvexQuadratic, Rate.Reaches(1e-6, 4000),
            _ => new Lion.Options { LearningRate = Schedule.Linear(0.05, 0, 4000) }),
    ];

    private const double LionNoise = 8;

    /// <summary>E sign(c) at step t, where c = β₁m + (1−β₁)g is normal: g has mean 1 and deviation
    /// <see cref="LionNoise"/>, and m is the average of those before.</summary>
    private static double MeanSign(int t)
    {
        const double beta1 = 0.9, beta2 = 0.99;
        double past = Math.Pow(beta2, t - 1);
        double ofPast = (1 - beta2) / (1 + beta2) * (1 - past * past);
        double deviation = LionNoise * Math.Sqrt(beta1 * beta1 * ofPast + (1 - beta1) * (1 - beta1));
        return NormalMass((1 - beta1 * past) / deviation);
    }

    /// <summary>The probability that a standard normal number is within ±z, by Simpson's rule.</summary>
    private static double NormalMass(double z)
    {
        const int intervals = 64;
        double Density(int i) => Math.Exp(-Math.Pow(z * i / intervals, 2) / 2) * Math.Sqrt(2 / Math.PI);
        return z / intervals / 3 * Enumerable.Range(0, intervals + 1).Sum(
            i => Density(i) * (i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2));
    }

    /// <summary>Constant gradients bring every row to ∇κ(−g)/λ.</summary>
    private static IEnumerable<ConvergenceRow> LionKappaRows =>
    [
        Kappa(LionKappaL1.StepRule.Instance, LionKappaL1.Subgradient, new()),
        Kappa(LionKappaLp.StepRule.Instance, x => LionKappaLp.Subgradient(x, 3), new() { ["p"] = 3 }),
        Kappa(LionKappaL2.StepRule.Instance, LionKappaL2.Subgradient, new()),
        Kappa(LionKappaLInf.StepRule.Instance, LionKappaLInf.Subgradient, new()),
        Kappa(LionKappaTruncated.StepRule.Instance, x => LionKappaTruncated.Subgradient(x, 0.3), new() { ["threshold"] = 0.3 }),
        Kappa(LionKappaHuber.StepRule.Instance, x => LionKappaHuber.Subgradient(x, 3), new() { ["width"] = 3 }),
        Kappa(LionKappaQuadratic.StepRule.Instance, LionKappaQuadratic.Subgradient, new()),
        Kappa(LionKappaRelativistic.StepRule.Instance, x => LionKappaRelativistic.Subgradient(x, 2), new() { ["width"] = 2 }),
        Kappa(LionKappaEntropy.StepRule.Instance, x => LionKappaEntropy.Subgradient(x, 0.5), new() { ["sharpness"] = 0.5 }),
        Kappa(LionKappaSoftsign.StepRule.Instance, x => LionKappaSoftsign.Subgradient(x, 2), new() { ["width"] = 2 }),
        Kappa(LionKappaSoftThreshold.StepRule.Instance, x => LionKappaSoftThreshold.Subgradient(x, 0.3),
            new() { ["threshold"] = 0.3 }),
        new("LionKappaLogSumExp, decoupled decay", LionKappaLogSumExp.StepRule.Instance,
            LinearOver(Decay, x => LionKappaLogSumExp.Subgradient(x, (Vec)Reference(x.Length), 2)),
            Rate.LinearExactly(Descent(0.2 * Decay)),
            p => KappaOptions(new() { ["temperature"] = 2 }).With("q", Reference(p.Dimension))),
        new("LionKappaL2, whole", LionKappaL2.StepRule.Instance, StronglyConvexQuadratic, Rate.Reaches(1e-6, 4000),
            _ => new LionKappaL2.Options { LearningRate = Schedule.Linear(0.1, 0, 4000) }),
        new("LionKappaQuadratic, momentum", LionKappaQuadratic.StepRule.Instance, StronglyConvexQuadratic,
            Rate.LinearExactly(p => Average(0.5 * p.StrongConvexity / p.Smoothness, 0.5)),
            p => new LionKappaQuadratic.Options { LearningRate = 0.5 / p.Smoothness, Beta1 = 0.5, Beta2 = 0.5 }),
    ];

    private static ConvergenceRow Kappa(UpdateRule rule, Func<Vec, Vec> subgradient, Hyperparameters with)
        => new($"{rule.Name.Split('.')[^2]}, decoupled decay", rule, LinearOver(Decay, subgradient),
            Rate.LinearExactly(Descent(0.2 * Decay)), _ => KappaOptions(with));

    private static Hyperparameters KappaOptions(Hyperparameters with)
        => with.And(("learningRate", 0.2), ("weightDecay", Decay), ("beta1", 0.25), ("beta2", 0.5));

    /// <summary>qᵢ ∝ i + 1.</summary>
    private static double[] Reference(int length)
        => [.. Enumerable.Range(1, length).Select(i => 2.0 * i / (length * (length + 1.0)))];

    /// <summary>Adadelta's own recurrence under gradient 1, ε = 1e-3.</summary>
    private static Func<int, double> MakeAdadeltaWay()
    {
        (double v, double a) = (0, 0);
        return _ =>
        {
            v = 0.9 * v + 0.1;
            double way = Math.Sqrt((a + 1e-3) / (v + 1e-3));
            a = 0.9 * a + 0.1 * way * way;
            return way;
        };
    }
}
