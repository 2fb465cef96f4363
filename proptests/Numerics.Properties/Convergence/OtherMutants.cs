using Numerics.Rules;
using static Numerics.Functions;
using static Numerics.BuildingBlocks;

namespace Numerics.Properties.Convergence;

/// <summary>Sgd with one mistake each.</summary>
public static partial class SgdMutants
{
    /// <summary>The momentum's sign is wrong.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) NegativeMomentum(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, -b, g, t, learningRate, momentum, dampening, weightDecay, nesterov);

    /// <summary>Twice the learning rate.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) TwiceTheRate(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, b, g, t, 2 * learningRate, momentum, dampening, weightDecay, nesterov);

    /// <summary>Half the learning rate: it still converges.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) HalfTheRate(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, b, g, t, learningRate / 2, momentum, dampening, weightDecay, nesterov);

    /// <summary>Dampening is left out.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) NoDampening(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, b, g, t, learningRate, momentum, 0 * dampening, weightDecay, nesterov);

    /// <summary>Nesterov's look ahead is left out.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) NoLookAhead(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, b, g, t, learningRate, momentum, dampening, weightDecay, nesterov && t < 0);

    /// <summary>Half of the decay.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) HalfTheDecay(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, b, g, t, learningRate, momentum, dampening, weightDecay / 2, nesterov);

    /// <summary>The first step is dampened too, which PyTorch's is not.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) DampenedStart(
        Vec x, Vec b, Vec g, [StepNumber] int t, double learningRate = 1e-3, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        => Sgd.Step(x, b, g, t + 1, learningRate, momentum, dampening, weightDecay, nesterov);
}

/// <summary>Lion with one mistake each.</summary>
public static partial class LionMutants
{
    /// <summary>The decay is left out.</summary>
    [UpdateRule]
    public static (Vec x, Vec m) NoDecay(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        => Lion.Step(x, m, g, learningRate, beta1, beta2, 0 * weightDecay);

    /// <summary>The decay is not multiplied by the rate.</summary>
    [UpdateRule]
    public static (Vec x, Vec m) DecayWithoutRate(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
    {
        (Vec x1, Vec m1) = Lion.Step(x, m, g, learningRate, beta1, beta2, 0);
        return (x1 - weightDecay * x, m1);
    }

    /// <summary>The decay is added to the gradient, where the sign destroys it.</summary>
    [UpdateRule]
    public static (Vec x, Vec m) CoupledDecay(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        => Lion.Step(x, m, g + weightDecay * x, learningRate, beta1, beta2, 0);

    /// <summary>The momentum's sign is wrong.</summary>
    [UpdateRule]
    public static (Vec x, Vec m) NegativeMomentum(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        => Lion.Step(x, -m, g, learningRate, beta1, beta2, weightDecay);

    /// <summary>Twice the learning rate.</summary>
    [UpdateRule]
    public static (Vec x, Vec m) TwiceTheRate(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        => Lion.Step(x, m, g, 2 * learningRate, beta1, beta2, weightDecay);

    /// <summary>The sign is that of the new momentum (Signum).</summary>
    [UpdateRule]
    public static (Vec x, Vec m) UpdatedMomentum(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        => Lion.Step(x, m, g, learningRate, beta2, beta2, 0 * beta1 + weightDecay);

    /// <summary>β₁ and β₂ change places.</summary>
    [UpdateRule]
    public static (Vec x, Vec m) SwappedBetas(
        Vec x, Vec m, Vec g, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        => Lion.Step(x, m, g, learningRate, beta2, beta1, weightDecay);
}

/// <summary>Other rules with one mistake each.</summary>
public static partial class RuleMutants
{
    /// <summary>AdamW with coupled decay.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) CoupledAdamW(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        => Adam.Step(x, m, v, g, t, learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>Adagrad that averages squares.</summary>
    [UpdateRule]
    public static (Vec x, Vec a) AveragingAdagrad(
        Vec x, Vec a, Vec g, [StepNumber] int t, double learningRate = 1e-2, double learningRateDecay = 0,
        double weightDecay = 0, double initialAccumulatorValue = 0, double epsilon = 1e-10)
        => Adagrad.Step(x, 0.9 * a, g, t, learningRate, learningRateDecay, weightDecay, initialAccumulatorValue, epsilon);

    /// <summary>Adagrad whose rate falls with t in place of t − 1.</summary>
    [UpdateRule]
    public static (Vec x, Vec a) LateAdagrad(
        Vec x, Vec a, Vec g, [StepNumber] int t, double learningRate = 1e-2, double learningRateDecay = 0,
        double weightDecay = 0, double initialAccumulatorValue = 0, double epsilon = 1e-10)
    {
        Vec d = Numerics.BuildingBlocks.CoupledDecay(g, x, weightDecay);
        Vec a1 = a + (t == 1 ? initialAccumulatorValue : 0) + Square(d);
        return (x - learningRate / (1 + t * learningRateDecay) * (d / (Sqrt(a1) + epsilon)), a1);
    }

    /// <summary>Adadelta with the ratio of roots upside down.</summary>
    [UpdateRule]
    public static (Vec x, Vec v, Vec a) InvertedAdadelta(
        Vec x, Vec v, Vec a, Vec g, double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
    {
        Vec d = Numerics.BuildingBlocks.CoupledDecay(g, x, weightDecay);
        Vec v1 = Ema(v, Square(d), rho);
        Vec delta = Sqrt(v1 + epsilon) / Sqrt(a + epsilon) * d;
        return (x - learningRate * delta, v1, Ema(a, Square(delta), rho));
    }

    /// <summary>LAMB without its trust ratio.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) UntrustedLamb(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t, double learningRate, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-6, double weightDecay = 0)
        => Adam.Step(x, m, v, g, t, learningRate, beta1, beta2, epsilon, weightDecay);

    /// <summary>LARS that leaves the decay out of its denominator.</summary>
    [UpdateRule]
    public static (Vec x, Vec b) LarsOfGradientAlone(
        Vec x, Vec b, Vec g, double learningRate, double momentum = 0.9, double weightDecay = 0, double trustCoefficient = 1e-3)
    {
        Scalar local = trustCoefficient * TrustRatio(x, g);
        Vec b1 = Numerics.BuildingBlocks.Trace(b, learningRate * local * (g + weightDecay * x), momentum);
        return (x - b1, b1);
    }

    /// <summary>AMSGrad that keeps the last square and not the greatest: Adam.</summary>
    [UpdateRule]
    public static (Vec x, Vec m, Vec v, Vec w) ForgetfulAmsGrad(
        Vec x, Vec m, Vec v, Vec w, Vec g, [StepNumber] int t, double learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        => AmsGrad.Step(x, m, v, 0 * w, g, t, learningRate, beta1, beta2, epsilon, weightDecay);
}
