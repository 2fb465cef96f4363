using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>The kernels of a Newton step on a problem, and the same by plain loops.</summary>
internal sealed class NewtonSystem(Problem problem, double epsilon)
{
    public double Epsilon { get; } = epsilon;

    public double[] F { get; private set; } = new double[problem.Rows];

    public double[] G { get; private set; } = new double[problem.Columns];

    public double[] Sent { get; } = new double[problem.Rows];

    public double[] Received { get; } = new double[problem.Columns];

    public double Error { get; private set; }

    public double Mass { get; private set; }

    private int Count => problem.Rows + problem.Columns;

    private double[] LogA { get; } = Array.ConvertAll(problem.A, Math.Log);

    private double[] LogB { get; } = Array.ConvertAll(problem.B, Math.Log);

    /// <summary>The gradient (a − P1; b − Pᵀ1) at the last trial.</summary>
    public double[] Gradient =>
        [.. problem.A.Zip(Sent, (a, p) => a - p), .. problem.B.Zip(Received, (b, p) => b - p)];

    /// <summary>Goes to potentials, and gives the dual value there.</summary>
    public double GoTo(double[] f, double[] g)
    {
        (double error, double dual, double mass) = NewtonStep.Trial(
            f, g, new double[F.Length], new double[G.Length], problem.CostMatrix.AsReadOnlyTensorSpan(),
            problem.A, problem.B, LogA, LogB, F, G, Sent, Received, 0, Epsilon);
        (Error, Mass) = (error, mass);
        return dual;
    }

    /// <summary>The dual value where one potential is moved.</summary>
    public double Moved(double[] f, double[] g, int which, double by)
    {
        (double[] movedF, double[] movedG) = ([.. f], [.. g]);
        if (which < f.Length)
        {
            movedF[which] += by;
        }
        else
        {
            movedG[which - f.Length] += by;
        }

        return GoTo(movedF, movedG);
    }

    /// <summary>P where the last trial went.</summary>
    public double[] Plan()
    {
        double[] plan = new double[F.Length * G.Length];
        for (int k = 0; k < plan.Length; k++)
        {
            (int i, int j) = (k / G.Length, k % G.Length);
            plan[k] = problem.A[i] * problem.B[j] * Math.Exp((F[i] + G[j] - problem.Cost[k]) / Epsilon);
        }

        return plan;
    }

    /// <summary>(1/ε)[diag(P1) P̂; P̂ᵀ diag(Pᵀ1)] + λI, P̂ with the k greatest entries, row after row.</summary>
    public double[,] Matrix(int kept, double shift = 0)
    {
        double[] plan = Plan();
        double threshold = plan.OrderDescending().ElementAt(kept - 1);
        var matrix = new double[Count, Count];
        for (int i = 0; i < Count; i++)
        {
            matrix[i, i] = shift;
        }

        for (int k = 0; k < plan.Length; k++)
        {
            (int i, int j) = (k / G.Length, F.Length + (k % G.Length));
            matrix[i, i] += plan[k] / Epsilon;
            matrix[j, j] += plan[k] / Epsilon;
            matrix[i, j] = matrix[j, i] = plan[k] >= threshold ? plan[k] / Epsilon : 0;
        }

        return matrix;
    }

    public (double[] Direction, double Slope, long Rounds, long Entries) Direction(int kept, int capacity, double shift = 0)
    {
        (double[] df, double[] dg) = (new double[F.Length], new double[G.Length]);
        (double slope, long rounds, long entries) = NewtonStep.Direction(
            F, G, problem.CostMatrix.AsReadOnlyTensorSpan(), problem.A, problem.B, LogA, LogB,
            Sent, Received, df, dg, kept, capacity, Epsilon, 1e-13, 20 * Count, shift);
        return ([.. df, .. dg], slope, rounds, entries);
    }

    public static double[] Product(double[,] matrix, double[] x)
    {
        double[] result = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                result[i] += matrix[i, j] * x[j];
            }
        }

        return result;
    }

    public static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
