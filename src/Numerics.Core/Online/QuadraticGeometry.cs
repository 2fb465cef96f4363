using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>The whole space with ψ = ½·xᵀA⁻¹x.</summary>
internal sealed class QuadraticGeometry : Geometry
{
    private readonly float[] _inverse;
    private readonly double[,] _factor;

    public QuadraticGeometry(float[,] inverse)
        : base(inverse.GetLength(0))
    {
        if (inverse.GetLength(1) != Length)
        {
            throw new ArgumentException($"“inverse” is {Length}×{inverse.GetLength(1)}; it must be square.",
                nameof(inverse));
        }

        _inverse = [.. inverse.Cast<float>()];
        _factor = Factor(inverse);
    }

    private TensorSpan<float> Inverse => new(_inverse, [Length, Length]);

    public override bool Contains(ReadOnlySpan<float> point) => Feasible.AreFinite(point);

    /// <summary>½·dᵀA⁻¹d = ½·‖z‖² with Lz = d, A = LLᵀ.</summary>
    public override double Divergence(ReadOnlySpan<float> u, ReadOnlySpan<float> x)
    {
        var z = new double[Length];
        double sum = 0;
        for (int i = 0; i < Length; i++)
        {
            double rest = (double)u[i] - x[i];
            for (int j = 0; j < i; j++)
            {
                rest -= _factor[i, j] * z[j];
            }

            z[i] = rest / _factor[i, i];
            sum += z[i] * z[i];
        }

        return sum / 2;
    }

    public override double Deviation(ReadOnlySpan<float> hint, ReadOnlySpan<float> observed) =>
        OptimisticQuadratic.Deviation(hint, observed, Inverse);

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round) =>
        OptimisticQuadratic.Step(
            state.Secondary, state.Hint, observed, Inverse, state.X, ref variation,
            round.Optimism, round.Number, round.Scale, round.NextScale, round.Offset, round.Growth);

    public override void Play(in MirrorState state, double rate) =>
        OptimisticQuadratic.Play(state.Secondary, state.Hint, Inverse, state.X, rate);

    /// <summary>Cholesky's L, which exists if A is positive definite.</summary>
    private static double[,] Factor(float[,] inverse)
    {
        int n = inverse.GetLength(0);
        var l = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = inverse[i, j];
                for (int k = 0; k < j; k++)
                {
                    rest -= l[i, k] * l[j, k];
                }

                bool isGood = inverse[i, j] == inverse[j, i] && (i != j || (rest > 0 && double.IsFinite(rest)));
                l[i, j] = isGood
                    ? i == j ? Math.Sqrt(rest) : rest / l[j, j]
                    : throw new ArgumentException("“inverse” is not symmetric and positive definite.", nameof(inverse));
            }
        }

        return l;
    }
}
