using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>A point with the function's value and gradient there.</summary>
/// <param name="X">The point.</param>
/// <param name="Value">The value.</param>
/// <param name="Gradient">The gradient.</param>
public sealed record Point(ImmutableArray<double> X, double Value, ImmutableArray<double> Gradient)
{
    /// <summary>The most numbers that a text shows.</summary>
    private const int Shown = 8;

    /// <summary>‖∇f‖₂.</summary>
    public double GradientNorm => TensorPrimitives.Norm(Gradient.AsSpan());

    /// <summary>Whether value and gradient are finite.</summary>
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(GradientNorm);

    /// <summary>Evaluates a function.</summary>
    public static Point At(ValueGradient function, ReadOnlySpan<double> x)
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] gradient = new double[x.Length];
        double value = function(x, gradient);
        return new Point([.. x], value, [.. gradient]);
    }

    /// <summary>Evaluates a function at x + length·direction.</summary>
    public Point Along(ValueGradient function, ReadOnlySpan<double> direction, double length)
    {
        double[] x = new double[X.Length];
        TensorPrimitives.MultiplyAdd(direction, length, X.AsSpan(), x);
        return At(function, x);
    }

    /// <summary>The derivative along a direction.</summary>
    public double Slope(ReadOnlySpan<double> direction) => TensorPrimitives.Dot(Gradient.AsSpan(), direction);

    /// <summary>Value, norm of the gradient and first variables, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"f = {Value:R}, ‖∇f‖ = {GradientNorm:G3}, x = {Text(X)}");

    /// <summary>The first numbers of a list, for people.</summary>
    internal static string Text(ImmutableArray<double> numbers)
    {
        string first = string.Join(", ", numbers.Take(Shown).Select(x => x.ToString("G6", CultureInfo.InvariantCulture)));
        return numbers.Length > Shown ? FormattableString.Invariant($"({first}, … {numbers.Length} in all)") : $"({first})";
    }
}
