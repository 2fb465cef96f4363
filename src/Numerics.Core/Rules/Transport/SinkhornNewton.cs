using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>Sinkhorn–Newton–Sparse: entropic transport to machine precision where ε is small and Sinkhorn's own
/// iterations are many.</summary>
/// <remarks>A few of Sinkhorn's iterations, then Newton steps with the sparsified Hessian of
/// <see cref="NewtonStep"/>, each with conjugate gradients to 1e-12 and a backtracking line search. P is stored, in
/// n×m <c>double</c>s. Tang et al., ICLR 2024.</remarks>
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
        options ??= new SinkhornNewtonOptions();
        options.Check();
        StoredCost<double> stored = TransportArguments.Stored(cost);
        Weights<double> weights = TransportArguments.Weights(stored, a, b, epsilon, isBalanced: true);
        var first = new SinkhornOptions
        {
            Tolerance = options.Tolerance,
            MaximumIterations = options.ScalingIterations,
            Scaling = 0,
        };
        var start = (Transport<double>)new SinkhornSolver<double>(stored, weights, epsilon, first, []).Solve(null);
        return start.Outcome == TransportOutcome.IterationLimit
            ? new NewtonSolver(cost, stored, start, options).Solve()
            : start;
    }
}
