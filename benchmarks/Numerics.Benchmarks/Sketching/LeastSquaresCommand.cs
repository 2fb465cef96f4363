using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Benchmarks.Sketching;

/// <summary>Sketch-and-precondition beside LSQR without a preconditioner, on a tall matrix of great condition.
/// <c>benchmarks/peers/least_squares.py</c> has LAPACK on a matrix drawn in the same way.</summary>
internal static class LeastSquaresCommand
{
    private const int Seed = 1;
    private const int Columns = 200;
    private const int Rounds = 3;
    private const int LsqrIterations = 200;
    private const double Condition = 1e8;

    /// <summary>Prints a table.</summary>
    internal static void Run(TextWriter output, int rows)
    {
        (double[] a, double[] b) = Draw(rows);
        double norm = 0;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows}×{Columns}, condition {Condition:0E0}, two threads"));
        output.WriteLine("| method | readings of A | ‖Aᵀr‖/(‖A‖‖r‖) | time |");
        output.WriteLine("|---|---|---|---|");
        foreach (Embedding embedding in new[] { Embedding.SparseSign, Embedding.Hadamard, Embedding.Gaussian })
        {
            for (int round = 0; round < (embedding == Embedding.SparseSign ? Rounds : 1); round++)
            {
                long start = Stopwatch.GetTimestamp();
                LeastSquaresPoint point = LinearSolvers.Sketching.LeastSquares(
                    new ReadOnlyTensorSpan<double>(a, [rows, Columns]), b, new() { Embedding = embedding }).Point;
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                norm = norm > 0 ? norm : GreatestSingularValue(a, rows);
                Print(output, $"{embedding}", 1 + point.Iterations, point.SlopeNorm / norm / point.ResidualNorm, seconds);
            }
        }

        long begin = Stopwatch.GetTimestamp();
        double[] x = Lsqr(a, b, rows);
        double taken = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var slope = new double[Columns];
        double residual = Math.Sqrt(LinearResidual.Slope(x, new ReadOnlyTensorSpan<double>(a, [rows, Columns]), b, slope));
        Print(output, "LSQR", 2 * LsqrIterations, TensorPrimitives.Norm<double>(slope) / norm / residual, taken);
    }

    private static void Print(TextWriter output, string name, int readings, double slope, double seconds) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {readings} | {slope:0.0E0} | {seconds:F3} s |"));

    /// <summary>A = G·D·H with normal G and H, and D from 1 to 1/condition; b = A·x + e, with e orthogonal to the range and as long
    /// as A·x: of another e the solution would be 1/condition times as long, and no method's slope could be so small.</summary>
    private static (double[] A, double[] B) Draw(int rows)
    {
        double[] normals = Normals(rows * Columns, 1), mixing = Normals(Columns * Columns, 2), x = Normals(Columns, 3);
        for (int k = 0; k < Columns; k++)
        {
            Span<double> row = mixing.AsSpan(k * Columns, Columns);
            TensorPrimitives.Multiply(row, Math.Pow(Condition, -k / (Columns - 1.0)), row);
        }

        double[] a = new double[normals.Length], e = Normals(rows, 4), b = new double[rows];
        ReadOnlyTensorSpan<double> range = new(normals, [rows, Columns]);
        Matrix.Multiply(range, new ReadOnlyTensorSpan<double>(mixing, [Columns, Columns]), new TensorSpan<double>(a, [rows, Columns]));
        for (int pass = 0; pass < 2; pass++)
        {
            double[] within = LinearSolvers.Sketching.LeastSquares(range, e).Point.X;
            LinearResidual.Forward(b, within, range, 0);
            TensorPrimitives.Subtract(e, b, e);
        }

        LinearResidual.Forward(b, x, new ReadOnlyTensorSpan<double>(a, [rows, Columns]), 0);
        TensorPrimitives.MultiplyAdd(e, TensorPrimitives.Norm<double>(b) / TensorPrimitives.Norm<double>(e), b, b);
        return (a, b);
    }

    private static double[] Normals(int count, int stream)
    {
        var numbers = new double[count];
        Parallel.For(0, count, i => numbers[i] = Draws.NormalAt<double>(Seed, stream, i));
        return numbers;
    }

    private static double GreatestSingularValue(double[] a, int rows)
    {
        const int Iterations = 30;
        double[] v = [.. Enumerable.Repeat(1.0, Columns)], w = new double[Columns];
        double square = 0;
        for (int k = 0; k < Iterations; k++)
        {
            TensorPrimitives.Divide(v, TensorPrimitives.Norm<double>(v), v);
            LinearResidual.Normal(v, new ReadOnlyTensorSpan<double>(a, [rows, Columns]), w);
            (v, w, square) = (w, v, TensorPrimitives.Norm<double>(w));
        }

        return Math.Sqrt(square);
    }

    /// <summary>Paige and Saunders, ACM Trans. Math. Softw. 8, 1982: so many iterations.</summary>
    private static double[] Lsqr(double[] a, double[] b, int rows)
    {
        var matrix = new ReadOnlyTensorSpan<double>(a, [rows, Columns]);
        double[] u = [.. b], v = new double[Columns], scratch = new double[Columns], x = new double[Columns];
        double beta = Normalise(u);
        LinearResidual.Backward(u, matrix, v);
        double alpha = Normalise(v);
        double[] w = [.. v];
        (double phiBar, double rhoBar) = (beta, alpha);
        for (int k = 0; k < LsqrIterations; k++)
        {
            LinearResidual.Forward(u, v, matrix, alpha);
            beta = Normalise(u);
            LinearResidual.Backward(u, matrix, scratch);
            TensorPrimitives.MultiplyAdd(v, -beta, scratch, v);
            alpha = Normalise(v);
            double rho = double.Hypot(rhoBar, beta);
            (double c, double s) = (rhoBar / rho, beta / rho);
            double theta = s * alpha;
            (rhoBar, double phi, phiBar) = (-c * alpha, c * phiBar, s * phiBar);
            TensorPrimitives.MultiplyAdd(w, phi / rho, x, x);
            TensorPrimitives.MultiplyAdd(w, -theta / rho, v, w);
        }

        return x;
    }

    private static double Normalise(double[] x)
    {
        double norm = TensorPrimitives.Norm<double>(x);
        TensorPrimitives.Divide(x, norm, x);
        return norm;
    }
}
