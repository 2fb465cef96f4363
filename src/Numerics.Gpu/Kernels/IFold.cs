namespace Numerics.Gpu.Kernels;

/// <summary>How numbers become one.</summary>
public interface IFold
{
    /// <summary>What changes nothing.</summary>
    static abstract double Neutral { get; }

    /// <summary>Two numbers as one.</summary>
    static abstract double Join(double left, double right);
}

/// <summary>The sum.</summary>
public readonly struct SumOf : IFold
{
    /// <inheritdoc/>
    public static double Neutral => 0;

    /// <inheritdoc/>
    public static double Join(double left, double right) => left + right;
}

/// <summary>The least; NaN if any is.</summary>
public readonly struct LeastOf : IFold
{
    /// <inheritdoc/>
    public static double Neutral => double.PositiveInfinity;

    /// <inheritdoc/>
    public static double Join(double left, double right) => DeviceFunctions.Min(left, right);
}

/// <summary>The greatest; NaN if any is.</summary>
public readonly struct GreatestOf : IFold
{
    /// <inheritdoc/>
    public static double Neutral => double.NegativeInfinity;

    /// <inheritdoc/>
    public static double Join(double left, double right) => DeviceFunctions.Max(left, right);
}
