using static Numerics.Functions;

namespace Numerics.Tests.Optimizers;

/// <summary>x' = x − η·m', m' = β·m + g: one array state.</summary>
public static partial class Momentum
{
    [UpdateRule]
    public static (Vec x, Vec m) Step(
        Vec x, Vec m, Vec g, [AtLeast(0)] double learningRate = 0.5, [AtLeast(0), Below(1)] double beta = 0.5)
    {
        Vec m1 = beta * m + g;
        return (x - learningRate * m1, m1);
    }
}

/// <summary>x' = x − η·t·g/p', with p' = p·β kept on the host and c' = c + 1: double and int state, the step
/// number.</summary>
public static partial class Product
{
    [UpdateRule]
    public static (Vec x, double product, int count) Step(
        Vec x,
        [StateName("mu_product"), StartsAt(1)] double product,
        [StartsAt(3)] int count,
        Vec g,
        [StepNumber] int t,
        [Above(0)] double learningRate,
        double beta = 0.5)
    {
        double next = product * beta;
        return (x - learningRate * t / next * g, next, count + 1);
    }
}

/// <summary>x' = x − g or x − g²; n' = (n + 1)/d, which throws for d = 0; two plan variants.</summary>
public static partial class Dividing
{
    [UpdateRule]
    public static (Vec x, int n) Step(Vec x, int n, Vec g, int divisor = 1, bool isSquared = false) =>
        (isSquared ? x - g * g : x - g, (n + 1) / divisor);
}

/// <summary>x' = x − √(s·g), with a state that leaves its declared range: 0 at first, then below.</summary>
public static partial class Rooted
{
    [UpdateRule]
    public static (Vec x, double s) Step(Vec x, [Above(0)] double s, Vec g) => (x - Sqrt(s * g), s - 1);
}

/// <summary>x' = x − (η·loss + s')·mask·g with s' = s + k: array, Scalar, and host inputs, Scalar state.</summary>
public static partial class Inputs
{
    [UpdateRule]
    public static (Vec x, Scalar sum) Step(
        Vec x, [StartsAt(2)] Scalar sum, Vec g, [Input] Vec mask, [Input] double loss, [Input] Scalar k, double learningRate = 1,
        [Input] bool isHalf = false)
    {
        double rate = isHalf ? 0.5 * loss : loss;
        Scalar next = sum + k;
        return (x - (learningRate * rate + next) * mask * g, next);
    }
}

/// <summary>x' = x − η·g/n with n the norm of all gradients, or, by an option, the norm of x's; two plan
/// variants.</summary>
public static partial class Normalized
{
    [UpdateRule]
    public static (Vec x, Scalar size) Step(Vec x, Scalar size, Vec g, double learningRate = 1, bool byParameter = false)
    {
        if (byParameter)
        {
            Scalar ofX = Global(Norm(x));
            return (x - learningRate * g / ofX, ofX);
        }

        Scalar ofG = Global(Norm(g));
        return (x - learningRate * g / ofG, ofG);
    }
}

/// <summary>A state that does not start at zero.</summary>
public static partial class Started
{
    [UpdateRule]
    public static (Vec x, Vec m) Step(Vec x, [StartsAt(0.25)] Vec m, Vec g) => (x - g, m * g);
}

/// <summary>x' = x − d with the destination d = η·g, or d = g·g by an option that makes a variant.</summary>
public static partial class Telling
{
    [UpdateRule]
    public static (Vec x, Vec change) Step(Vec x, Vec g, double learningRate = 1, bool squared = false)
    {
        if (squared)
        {
            Vec square = g * g;
            return (x - square, square);
        }

        Vec change = learningRate * g;
        return (x - change, change);
    }
}
