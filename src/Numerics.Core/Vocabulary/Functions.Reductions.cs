namespace Numerics;

/// <content>Reductions: one number of a whole tensor.</content>
public static partial class Functions
{
    /// <summary>Σ xᵢ; 0 of none.</summary>
    public static Scalar Sum(Vec x) => x.IsTraced ? Scalar.Of(x.Traced.Sum()) : x.ExtendedSum();

    /// <summary>Σ xᵢ/n; NaN of none.</summary>
    public static Scalar Mean(Vec x) => Sum(x) / x.Length;

    /// <summary>The least element; NaN if there is one, +∞ of none.</summary>
    public static Scalar Min(Vec x)
    {
        double least = double.PositiveInfinity;
        foreach (double e in x.AsSpan())
        {
            least = Min(least, e);
        }

        return x.IsTraced ? Scalar.Of(x.Traced.Chosen(least)) : least;
    }

    /// <summary>The greatest element; NaN if there is one, −∞ of none.</summary>
    public static Scalar Max(Vec x)
    {
        double greatest = double.NegativeInfinity;
        foreach (double e in x.AsSpan())
        {
            greatest = Max(greatest, e);
        }

        return x.IsTraced ? Scalar.Of(x.Traced.Chosen(greatest)) : greatest;
    }

    /// <summary>Σ xᵢ·yᵢ; 0 of none.</summary>
    public static Scalar Dot(Vec x, Vec y) => Sum(x * y);

    /// <summary>‖x‖₂ = √Σ xᵢ²; 0 of none. The squares are not scaled: in double they leave the range at |x| about
    /// 1e±154.</summary>
    public static Scalar Norm(Vec x) => Sqrt(Dot(x, x));

    /// <summary>‖x‖₁ = Σ |xᵢ|; 0 of none.</summary>
    public static Scalar Norm1(Vec x) => Sum(Abs(x));

    /// <summary>‖x‖∞ = max |xᵢ|; NaN if there is one, 0 of none.</summary>
    public static Scalar NormInf(Vec x) => Max(Max(Abs(x)), 0);

    /// <summary>log Σ exp xᵢ, without overflow: m + log Σ exp(xᵢ − m) with m = max x, and m itself where it is not
    /// finite, so −∞ of none. Its gradient is SoftMax(x): NaN where m is not finite.</summary>
    public static Scalar LogSumExp(Vec x)
    {
        Scalar m = Fixed(Max(x));
        Scalar sum = m + Log(Sum(Exp(x - m)));
        return double.IsFinite(m.Value) ? sum : Scalar.Of(sum.Traced.Showing(m.Value));
    }

    /// <summary>A shift that a function does not depend on: nothing is differentiated by it.</summary>
    private static Scalar Fixed(Scalar shift) => Scalar.Of(shift.Traced.Forget());

    /// <summary>The number of elements where the mask holds; 0 of none.</summary>
    public static Scalar CountTrue(Mask mask) => Sum(Select(mask, 1, 0));

    /// <summary>The same number with each reduction in it taken over all tensors of an optimizer's step. Here there is
    /// one tensor, so it is the number itself.</summary>
    public static Scalar Global(Scalar x) => x;
}
