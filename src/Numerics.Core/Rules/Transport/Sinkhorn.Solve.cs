using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <content>The solver.</content>
public static partial class Sinkhorn
{
    /// <summary>Transports one point cloud onto another at the cost of squared distances: memory O(n + m), no n×m
    /// array is ever allocated.</summary>
    /// <param name="x">The points to move, n×d.</param>
    /// <param name="y">Where to, m×d.</param>
    /// <param name="a">The weights of x: n numbers, at least 0.</param>
    /// <param name="b">The weights of y: m numbers, at least 0. Balanced, they have the sum of a.</param>
    /// <param name="epsilon">ε &gt; 0, in units of a squared distance: how much the plan blurs.</param>
    /// <param name="options">Tolerance, ε-scaling, over-relaxation, unbalanced marginals.</param>
    /// <exception cref="ArgumentException">Shapes that differ; weights that are negative, not finite or all 0; sums
    /// that differ; coordinates that are not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static Transport Solve(
        ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornOptions? options = null) =>
        Solve(TransportArguments.Points(x, y), a, b, epsilon, options);

    /// <summary>The same in <c>float</c>, as far as rounding lets it go; from there on in <c>double</c>.</summary>
    /// <param name="x">The points to move, n×d.</param>
    /// <param name="y">Where to, m×d.</param>
    /// <param name="a">The weights of x.</param>
    /// <param name="b">The weights of y.</param>
    /// <param name="epsilon">ε &gt; 0, in units of a squared distance.</param>
    /// <param name="options">Tolerance, ε-scaling, over-relaxation, unbalanced marginals.</param>
    public static Transport Solve(
        ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<float> y, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        double epsilon, SinkhornOptions? options = null) =>
        Solve(TransportArguments.Points(x, y), a, b, epsilon, options);

    /// <summary>Transports weights a onto weights b at a stored cost.</summary>
    /// <param name="cost">C, n×m; +∞ forbids a pair. It is not copied, and must not change while the plan is in
    /// use.</param>
    /// <param name="a">The rows' weights: n numbers, at least 0.</param>
    /// <param name="b">The columns' weights: m numbers, at least 0. Balanced, they have the sum of a.</param>
    /// <param name="epsilon">ε &gt; 0, in units of the cost: how much the plan blurs.</param>
    /// <param name="options">Tolerance, ε-scaling, over-relaxation, unbalanced marginals.</param>
    /// <exception cref="ArgumentException">Shapes that differ; weights that are negative, not finite or all 0; sums
    /// that differ; a cost that is NaN or −∞.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static Transport Solve(
        Tensor<double> cost, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornOptions? options = null) =>
        Solve(TransportArguments.Stored(cost), a, b, epsilon, options);

    /// <summary>The same in <c>float</c>, as far as rounding lets it go; from there on in <c>double</c>, for which
    /// the cost is copied to <c>double</c>s.</summary>
    /// <inheritdoc cref="Solve(Tensor{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, double, SinkhornOptions?)"/>
    public static Transport Solve(
        Tensor<float> cost, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        double epsilon, SinkhornOptions? options = null) =>
        Solve(TransportArguments.Stored(cost), a, b, epsilon, options);

    private static Transport Solve<T>(
        TransportCost<T> cost, ReadOnlySpan<T> a, ReadOnlySpan<T> b, double epsilon, SinkhornOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new SinkhornOptions();
        options.Check();
        return Solve(cost, TransportArguments.Weights(cost, a, b, epsilon, options.IsBalanced), epsilon, options);
    }

    private static Transport Solve<T>(
        TransportCost<T> cost, Weights<T> weights, double epsilon, SinkhornOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Transport plan = new SinkhornSolver<T>(cost, weights, epsilon, options, []).Solve(null);
        return typeof(T) == typeof(float) && plan.Outcome == TransportOutcome.RoundingFloor
            ? Continue((Transport<T>)plan, options)
            : plan;
    }

    /// <summary>Goes on in <c>double</c> from where <c>float</c> ends.</summary>
    private static Transport Continue<T>(Transport<T> plan, SinkhornOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Weights<double> weights = TransportArguments.Widened(plan.Plan.Weights, options.IsBalanced);
        var solver = new SinkhornSolver<double>(plan.Costs.Widened(), weights, plan.Epsilon, options, plan.History);
        return solver.Solve(plan.Potentials.Columns.ToArray());
    }
}
