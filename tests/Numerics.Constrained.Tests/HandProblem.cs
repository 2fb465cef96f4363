using Numerics.Minimization;

namespace Numerics.Tests.WithConstraints;

/// <summary>A problem by hand: f = ½xᵀQx + pᵀx + Σ tᵢxᵢ³/6 and cᵢ = ½xᵀAᵢx + aᵢᵀx − bᵢ.</summary>
internal sealed record HandProblem(double[][] Q, double[] P, double[] T, double[][][] A, double[][] Linear, double[] B) : IConstrainedProblem
{
    public int VariableCount => P.Length;

    public int ConstraintCount => B.Length;

    public SparsePattern JacobianPattern { get; } = SparsePattern.Full(B.Length, P.Length);

    public SparsePattern HessianPattern { get; } = SparsePattern.FullLower(P.Length);

    /// <summary>Numbers between −scale and scale; Q has <paramref name="curvature"/> more on its diagonal.</summary>
    public static HandProblem Random(int seed, int n, int m, double scale = 1, double curvature = 0, double bend = 1)
    {
        var random = new Random(seed);
        double[] Line(int count, double s) => [.. Enumerable.Range(0, count).Select(_ => s * ((2 * random.NextDouble()) - 1))];
        double[][] Symmetric(double s)
        {
            double[][] a = [.. Enumerable.Range(0, n).Select(_ => Line(n, s))];
            return [.. a.Select((r, i) => r.Select((_, j) => (a[i][j] + a[j][i]) / 2).ToArray())];
        }

        double[][] q = Symmetric(scale);
        for (int i = 0; i < n; i++)
        {
            q[i][i] += curvature;
        }

        return new HandProblem(
            q, Line(n, scale), Line(n, scale * bend), [.. Enumerable.Range(0, m).Select(_ => Symmetric(scale * bend))],
            [.. Enumerable.Range(0, m).Select(_ => Line(n, scale))], Line(m, scale));
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
    {
        double[] x = point.ToArray();
        double value = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double qx = Evaluated.Dot(Q[i], x);
            value += x[i] * ((qx / 2) + P[i] + (T[i] * x[i] * x[i] / 6));
            gradient[i] = qx + P[i] + (T[i] * x[i] * x[i] / 2);
        }

        for (int k = 0; k < B.Length; k++)
        {
            constraints[k] = -B[k];
            for (int i = 0; i < x.Length; i++)
            {
                double ax = Evaluated.Dot(A[k][i], x);
                constraints[k] += x[i] * ((ax / 2) + Linear[k][i]);
                jacobian[(k * x.Length) + i] = ax + Linear[k][i];
            }
        }

        return value;
    }

    public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian)
    {
        int entry = 0;
        for (int i = 0; i < P.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = Q[i][j] + (i == j ? T[i] * point[i] : 0);
                for (int k = 0; k < B.Length; k++)
                {
                    sum += multipliers[k] * A[k][i][j];
                }

                hessian[entry++] = sum;
            }
        }
    }

    /// <summary>The problem with its variables and constraints in another order.</summary>
    public HandProblem Reordered(int[] variables, int[] constraints) => new(
        [.. variables.Select(i => variables.Select(j => Q[i][j]).ToArray())], [.. variables.Select(i => P[i])], [.. variables.Select(i => T[i])],
        [.. constraints.Select(k => variables.Select(i => variables.Select(j => A[k][i][j]).ToArray()).ToArray())],
        [.. constraints.Select(k => variables.Select(i => Linear[k][i]).ToArray())], [.. constraints.Select(k => B[k])]);

    /// <summary>The problem with a constraint's sign changed.</summary>
    public HandProblem Flipped(int constraint) => this with
    {
        A = [.. A.Select((a, k) => k == constraint ? a.Select(r => r.Select(e => -e).ToArray()).ToArray() : a)],
        Linear = [.. Linear.Select((a, k) => k == constraint ? a.Select(e => -e).ToArray() : a)],
        B = [.. B.Select((b, k) => k == constraint ? -b : b)],
    };
}
