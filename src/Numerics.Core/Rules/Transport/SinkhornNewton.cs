using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>Sinkhorn–Newton–Sparse: entropic transport to machine precision where ε is small and Sinkhorn's own
/// iterations are many.</summary>
/// <remarks>A few of Sinkhorn's iterations, then Newton steps with the sparsified and shifted Hessian of
/// <see cref="NewtonStep"/>, each with conjugate gradients to 1e-12 and a backtracking line search. P is not stored,
/// but for the entries that the Hessian keeps: memory O(n + m + k) beside a stored cost.
/// <para>Deviates: conjugate gradients may take 20(n + m) rounds, where published programs stop at 2(n + m): random
/// assignments of 40 at ε = 2e-3 of the greatest cost then ended short of 1e-10 in eleven of twenty cases.</para>
/// <para>Tang et al., ICLR 2024. The safe variant (<see cref="SinkhornNewtonOptions.Shift"/>): Tang and Qiu, NeurIPS
/// 2024.</para></remarks>
public static class SinkhornNewton
{
    /// <summary>Transports weights a onto weights b at a stored cost.</summary>
    /// <param name="cost">C, n×m; +∞ forbids a pair. It is not copied, and must not change while the plan is in
    /// use.</param>
    /// <param name="a">The rows' weights: n numbers, at least 0.</param>
    /// <param name="b">The columns' weights: m numbers, at least 0, of the same sum.</param>
    /// <param name="epsilon">ε &gt; 0, in units of the cost: 1/η.</param>
    /// <param name="options">Tolerance, iterations, kept entries.</param>
    /// <returns>The plan. Its history has Sinkhorn's iterations, then one entry for each Newton step.</returns>
    /// <exception cref="ArgumentException">As <c>Sinkhorn.Solve</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static Transport Solve(
        Tensor<double> cost, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornNewtonOptions? options = null)
    {
        StoredCost<double> stored = TransportArguments.Stored(cost);
        Weights<double> weights = TransportArguments.Weights(stored, a, b, epsilon, isBalanced: true);
        return Solve(stored, new StoredNewton(stored, weights, epsilon), weights, epsilon, options);
    }

    /// <summary>The same for a cost in <c>float</c>, which is copied to <c>double</c>s: Newton's steps need
    /// them.</summary>
    /// <inheritdoc cref="Solve(Tensor{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, double, SinkhornNewtonOptions?)"/>
    public static Transport Solve(
        Tensor<float> cost, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        double epsilon, SinkhornNewtonOptions? options = null)
    {
        StoredCost<float> stored = TransportArguments.Stored(cost);
        Weights<double> weights = Widened(stored, a, b, epsilon);
        var wide = (StoredCost<double>)stored.Widened();
        return Solve(wide, new StoredNewton(wide, weights, epsilon), weights, epsilon, options);
    }

    /// <summary>Transports one point cloud onto another at the cost of squared distances, of which none is
    /// stored.</summary>
    /// <param name="x">The points to move, n×d.</param>
    /// <param name="y">Where to, m×d.</param>
    /// <param name="a">The weights of x: n numbers, at least 0.</param>
    /// <param name="b">The weights of y: m numbers, at least 0, of the same sum.</param>
    /// <param name="epsilon">ε &gt; 0, in units of a squared distance.</param>
    /// <param name="options">Tolerance, iterations, kept entries.</param>
    /// <returns>The plan. Its history has Sinkhorn's iterations, then one entry for each Newton step.</returns>
    /// <exception cref="ArgumentException">As <c>Sinkhorn.Solve</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static Transport Solve(
        ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornNewtonOptions? options = null)
    {
        PointCost<double> points = TransportArguments.Points(x, y);
        Weights<double> weights = TransportArguments.Weights(points, a, b, epsilon, isBalanced: true);
        return Solve(points, new PointNewton(points, weights, epsilon), weights, epsilon, options);
    }

    /// <summary>The same for points in <c>float</c>, which are copied to <c>double</c>s.</summary>
    /// <inheritdoc cref="Solve(ReadOnlyTensorSpan{double}, ReadOnlyTensorSpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, double, SinkhornNewtonOptions?)"/>
    public static Transport Solve(
        ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<float> y, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        double epsilon, SinkhornNewtonOptions? options = null)
    {
        PointCost<float> narrow = TransportArguments.Points(x, y);
        Weights<double> weights = Widened(narrow, a, b, epsilon);
        var points = (PointCost<double>)narrow.Widened();
        return Solve(points, new PointNewton(points, weights, epsilon), weights, epsilon, options);
    }

    private static Transport Solve(
        TransportCost<double> cost, NewtonCost newton, Weights<double> weights, double epsilon,
        SinkhornNewtonOptions? options)
    {
        options ??= new SinkhornNewtonOptions();
        options.Check();
        var first = new SinkhornOptions
        {
            Tolerance = options.Tolerance,
            MaximumIterations = options.ScalingIterations,
            Scaling = 0,
        };
        var start = (Transport<double>)new SinkhornSolver<double>(cost, weights, epsilon, first, []).Solve(null);
        return start.Outcome == TransportOutcome.IterationLimit
            ? new NewtonSolver(newton, start, options).Solve()
            : start;
    }

    private static Weights<double> Widened<T>(
        TransportCost<T> cost, ReadOnlySpan<T> a, ReadOnlySpan<T> b, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TransportArguments.Widened(TransportArguments.Weights(cost, a, b, epsilon, isBalanced: true), isBalanced: true);
}
