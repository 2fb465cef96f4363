using Numerics.Rules;
using static Numerics.Functions;
using static Numerics.BuildingBlocks;

namespace Numerics.Properties.Convergence;

/// <summary>Adam with one mistake each.</summary>
public static partial class AdamMutants
{
    /// <summary>β₁ and β₂ change places.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) SwappedBetas(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => Adam.Step(x, m, v, g, t, learningRate, beta2, beta1, epsilon, weightDecay);

    /// <summary>m is not corrected.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) BiasedMean(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => Adam.Step(x, m, v, g, t, learningRate * (1 - Math.Pow(beta1, t)), beta1, beta2, epsilon, weightDecay);

    /// <summary>v is not corrected.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) BiasedSquare(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Square(d), beta2);
        return (x - learningRate / (1 - Math.Pow(beta1, t)) * (m1 / (Sqrt(v1) + epsilon)), m1, v1);
    }

    /// <summary>The momentum's sign is wrong.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) NegativeMomentum(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => Adam.Step(x, -m, v, g, t, learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>Twice the learning rate.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) TwiceTheRate(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => Adam.Step(x, m, v, g, t, 2 * learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>ε inside the root.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) EpsilonInside(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Square(d), beta2);
        Vec root = Sqrt(v1 / (1 - Math.Pow(beta2, t)) + epsilon);
        return (x - learningRate / (1 - Math.Pow(beta1, t)) * (m1 / root), m1, v1);
    }

    /// <summary>The step is taken with the old momentum.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) StaleMomentum(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec v1 = Ema(v, Square(d), beta2);
        return (AdamStep(x, m, v1, t, learningRate, beta1, beta2, epsilon), Ema(m, d, beta1), v1);
    }

    /// <summary>The decay is left out.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) NoDecay(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => Adam.Step(x, m, v, g, t, learningRate, beta1, beta2, epsilon, 0 * weightDecay);

    /// <summary>v averages |g| and not g²: v̂ is 1 under a gradient of ±1, and nothing beside a huge ε.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) NotSquared(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Abs(d), beta2);
        return (AdamStep(x, m1, v1, t, learningRate, beta1, beta2, epsilon), m1, v1);
    }

    /// <summary>v forgets a little faster than it should.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) ShorterMemory(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => Adam.Step(x, m, v, g, t, learningRate, beta1, beta2 * beta2, epsilon, weightDecay);
}
