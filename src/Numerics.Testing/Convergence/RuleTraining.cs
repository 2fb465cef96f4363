using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's kernels minimising one problem.</summary>
internal static class RuleTraining
{
    /// <summary>Of the first gap: x has resolution u near x*, so that gaps below about u²·L·‖x*‖² say nothing, and a
    /// hundred to ten thousand times that is left as room.</summary>
    private const double DoubleFloor = 1e-20;

    /// <summary>As <see cref="DoubleFloor"/>, for float.</summary>
    private const double SingleFloor = 1e-9;

    public static Trajectory Run<T>(UpdateRule rule, Problem problem, Hyperparameters given, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] x, T[] g) = (Narrow<T>(problem.Start), new T[problem.Dimension]);
        (double[] wide, double[] gradient) = (problem.Start.ToArray(), new double[problem.Dimension]);
        TensorList[] arrays = [.. given.ArraysFor(rule).Select(a => List(Narrow<T>(a)))];
        using var optimizer = new LawOptimizer(rule, List(x), given.OptionsFor(rule));
        TensorList gradients = List(g);
        var gaps = new List<double>(steps + 1) { problem.Gap(wide) };
        double floor = gaps[0] * (typeof(T) == typeof(float) ? SingleFloor : DoubleFloor);
        for (int step = 1; step <= steps && double.IsFinite(gaps[^1]) && gaps[^1] > floor; step++)
        {
            problem.Sample(wide, step, gradient);
            Convert(gradient, g);
            optimizer.Step(gradients, arrays, given.NumbersFor(rule, step));
            Convert(x, wide);
            gaps.Add(problem.Gap(wide));
        }

        return new Trajectory(problem, gaps, floor);
    }

    private static T[] Narrow<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var narrow = new T[values.Length];
        Convert(values, narrow);
        return narrow;
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : IFloatingPointIeee754<TFrom>
        where TTo : IFloatingPointIeee754<TTo>
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = TTo.CreateTruncating(from[i]);
        }
    }

    private static void Convert<TFrom, TTo>(TFrom[] from, TTo[] to)
        where TFrom : IFloatingPointIeee754<TFrom>
        where TTo : IFloatingPointIeee754<TTo>
        => Convert<TFrom, TTo>((ReadOnlySpan<TFrom>)from, to);

    private static TensorList List<T>(T[] array)
        => array is float[] single ? (TensorList)single : (double[])(object)array;
}
