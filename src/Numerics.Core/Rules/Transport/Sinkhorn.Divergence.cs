using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <content>The divergence.</content>
public static partial class Sinkhorn
{
    /// <summary>The Sinkhorn divergence of two weighted point clouds, OT(a, b) − ½OT(a, a) − ½OT(b, b): what
    /// transport costs without what ε alone costs. At least 0, and 0 where the clouds are one.</summary>
    /// <remarks>OT is the dual value. Unbalanced, (ε/2)(Σa − Σb)² is added. Séjourné et al., 2019; Feydy et al.,
    /// AISTATS 2019.</remarks>
    /// <param name="x">One cloud, n×d.</param>
    /// <param name="y">The other, m×d.</param>
    /// <param name="a">The weights of x: n numbers, at least 0.</param>
    /// <param name="b">The weights of y: m numbers, at least 0. Balanced, they have the sum of a.</param>
    /// <param name="epsilon">ε &gt; 0, in units of a squared distance.</param>
    /// <param name="options">Tolerance, ε-scaling, over-relaxation, unbalanced marginals.</param>
    /// <exception cref="ArgumentException">As <c>Solve</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static double Divergence(
        ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornOptions? options = null)
    {
        options ??= new SinkhornOptions();
        Transport plan = Solve(x, y, a, b, epsilon, options);
        var weightsA = new Weights<double>(a.ToArray(), a.ToArray());
        var weightsB = new Weights<double>(b.ToArray(), b.ToArray());
        double excess = options.IsBalanced ? 0 : weightsA.MassA - weightsB.MassA;
        return plan.DualValue
            - (0.5 * ValueOfSelf(TransportArguments.Points(x, x), weightsA, epsilon, options))
            - (0.5 * ValueOfSelf(TransportArguments.Points(y, y), weightsB, epsilon, options))
            + (0.5 * epsilon * excess * excess);
    }

    /// <summary>OT of a cloud to itself: one potential, averaged until it stays.</summary>
    private static double ValueOfSelf<T>(
        TransportCost<T> cost, Weights<T> weights, double epsilon, SinkhornOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var by = new Regularisation(epsilon, options.MarginalStrength);
        (T[] f, T[] next) = (new T[cost.Rows], new T[cost.Rows]);
        double change = double.PositiveInfinity;
        for (int i = 0; i < options.MaximumIterations && change > options.Tolerance * epsilon * weights.MassA; i++)
        {
            change = cost.Average(f, next, weights, in by);
            (f, next) = (next, f);
        }

        Iterated last = cost.Step(new T[cost.Rows], f, next, weights, in by, 1);
        return last.Dual + (epsilon * weights.MassA * weights.MassB);
    }
}
