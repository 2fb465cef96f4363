using System.Numerics.Tensors;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.LinearSolvers;

/// <summary>A solve under way: the arrays of its rule.</summary>
internal sealed partial class SketchingRun
{
    private const int MatrixSteps = 32;
    private const int ProductsForNorm = 16;

    private readonly LinearOperand _a;
    private readonly Sketch _sketch;
    private readonly ulong _key;
    private readonly double[] _rowSquares;
    private readonly double[] _weights;
    private readonly double[] _cumulative;
    private readonly double[] _residual;
    private readonly LinearOperand? _turned;
    private readonly double[] _columnSquares = [];
    private readonly double[] _columnCumulative = [];
    private readonly double[] _rest = [];
    private readonly double _squared;
    private readonly TailAverage? _tail;

    /// <summary>From a point, or from 0, with draws numbered from a step on.</summary>
    public SketchingRun(
        LinearOperand matrix, double[] right, Sketch sketch, ulong key, ReadOnlySpan<double> start = default, long steps = 0)
    {
        LinearOperand a = matrix;
        (_a, Right, _sketch, _key) = (a, right, sketch, key);
        CheckMethod();
        (X, _residual, Steps) = (new double[a.Columns], new double[a.Rows], steps);
        start.CopyTo(X);
        _rowSquares = a.HasProductsAlone ? [] : a.RowSquares();
        _squared = a.HasProductsAlone ? SquaredByProducts() : _rowSquares.Sum();
        _tail = sketch.Kind == SketchKind.Averaged ? new TailAverage(X, steps) : null;
        if (_squared == 0)
        {
            throw new ArgumentException("“matrix” has zeros alone.", nameof(matrix));
        }

        _weights = sketch.Kind == SketchKind.Coordinate
            ? a.Diagonal()
            : sketch.IsWeighted ? _rowSquares : [.. _rowSquares.Select(s => s > 0 ? 1.0 : 0)];
        _cumulative = a.HasProductsAlone ? [] : Cumulative(_weights);
        if (sketch.Kind is SketchKind.Extended or SketchKind.LeastSquaresCoordinate)
        {
            _turned = a.Transposed();
            _columnSquares = _turned.RowSquares();
            _columnCumulative = Cumulative(_columnSquares);
            _rest = sketch.Kind == SketchKind.Extended ? [.. right] : [.. right.Select(e => -e)];
        }
    }

    public double[] X { get; }

    public double[] Right { get; }

    public long Steps { get; private set; }

    public bool IsLeastSquares =>
        _sketch.Kind is SketchKind.Extended or SketchKind.LeastSquaresCoordinate or SketchKind.Averaged;

    /// <summary>A residual costs about as much as these steps.</summary>
    public int StepsBetween => _sketch.Kind switch
    {
        SketchKind.Gaussian or SketchKind.GaussianCoordinate => MatrixSteps,
        SketchKind.BlockGaussian or SketchKind.Count => MatrixSteps / 4,
        SketchKind.Block => Math.Max(MatrixSteps, _a.Rows / _sketch.Size),
        _ => Math.Max(Math.Max(_a.Rows, _a.Columns), 2 * MatrixSteps),
    };

    private int Depth => 1 + (int)Math.Ceiling(Math.Log2(Math.Max(_a.Rows, _a.Columns)));

    /// <summary>‖Ax − b‖, computed afresh.</summary>
    public double Residual()
    {
        Right.CopyTo(_residual, 0);
        _a.Forward(_residual, X, 1);
        if (_sketch.Kind == SketchKind.LeastSquaresCoordinate)
        {
            _residual.CopyTo(_rest, 0);
        }

        return TensorPrimitives.Norm<double>(_residual);
    }

    /// <summary>Of the residual just computed.</summary>
    public bool IsSolved(double residual, double tolerance, double rounding)
    {
        double right = TensorPrimitives.Norm<double>(Right), norm = Math.Sqrt(_squared);
        bool isSmall = residual <= tolerance * right
            || residual <= rounding * ((norm * TensorPrimitives.Norm<double>(X)) + right);
        if (isSmall || !IsLeastSquares)
        {
            return isSmall;
        }

        var slope = new double[_a.Columns];
        _a.Backward(_residual, slope);
        return TensorPrimitives.Norm<double>(slope) <= tolerance * norm * residual;
    }

    /// <summary>ln(1/tolerance²)·‖A‖F²/σ², σ an estimate from above of the least singular value, and so on for the other
    /// methods; blocks count as many steps at once.</summary>
    public double PredictedSteps(double tolerance)
    {
        double least = SingularValues.Least(_a, Right);
        double falls = 2 * Math.Log(1 / tolerance);
        return least == 0 ? 0 : _sketch.Kind switch
        {
            SketchKind.Coordinate => falls * _weights.Sum() / least,
            SketchKind.GaussianCoordinate => falls * Trace() / least,
            SketchKind.Kaczmarz when !_sketch.IsWeighted =>
                falls * _weights.Sum() * _rowSquares.Where(s => s > 0).Min() / (least * least),
            _ => falls * _squared / (least * least) / _sketch.Size,
        };
    }

    public void Advance(int steps)
    {
        if (_sketch.Kind == SketchKind.Averaged)
        {
            Average(steps);
        }
        else if (_sketch.Kind is SketchKind.Block or SketchKind.BlockGaussian or SketchKind.Count || _a.HasProductsAlone)
        {
            for (int k = 0; k < steps; k++)
            {
                AdvanceBlock(Steps + k);
            }
        }
        else if (_a.IsSparse)
        {
            AdvanceSparse(steps);
        }
        else
        {
            AdvanceDense(steps);
        }

        Steps += steps;
    }

    private void AdvanceDense(int steps)
    {
        switch (_sketch.Kind)
        {
            case SketchKind.Kaczmarz:
                Kaczmarz.WeightedSweep(X, _a.Dense, Right, _rowSquares, _cumulative, _key, Steps, steps, Depth);
                break;
            case SketchKind.Extended:
                Kaczmarz.ExtendedSweep(
                    X, _rest, _a.Dense, _turned!.Dense, Right, _rowSquares, _columnSquares, _cumulative, _columnCumulative, _key,
                    Steps, steps, Depth);
                break;
            case SketchKind.Gaussian:
                GaussianKaczmarz.Sweep(X, _a.Dense, Right, _key, Steps, steps);
                break;
            case SketchKind.Coordinate:
                CoordinateDescent.Sweep(X, _a.Dense, Right, _weights, _cumulative, _key, Steps, steps, Depth);
                break;
            case SketchKind.GaussianCoordinate:
                CoordinateDescent.GaussianSweep(X, _a.Dense, Right, _key, Steps, steps);
                break;
            default:
                CoordinateDescent.LeastSquaresSweep(
                    X, _rest, _turned!.Dense, _columnSquares, _columnCumulative, _key, Steps, steps, Depth);
                break;
        }
    }

    private void AdvanceSparse(int steps)
    {
        switch (_sketch.Kind)
        {
            case SketchKind.Kaczmarz:
                Kaczmarz.SparseSweep(X, _a.Sparse, Right, _rowSquares, _cumulative, _key, Steps, steps, Depth);
                break;
            case SketchKind.Extended:
                Kaczmarz.SparseExtendedSweep(
                    X, _rest, _a.Sparse, _turned!.Sparse, Right, _rowSquares, _columnSquares, _cumulative, _columnCumulative, _key,
                    Steps, steps, Depth);
                break;
            case SketchKind.Gaussian:
                GaussianKaczmarz.SparseSweep(X, _a.Sparse, Right, _key, Steps, steps);
                break;
            case SketchKind.Coordinate:
                CoordinateDescent.SparseSweep(X, _a.Sparse, Right, _weights, _cumulative, _key, Steps, steps, Depth);
                break;
            case SketchKind.GaussianCoordinate:
                CoordinateDescent.SparseGaussianSweep(X, _a.Sparse, Right, _key, Steps, steps);
                break;
            default:
                CoordinateDescent.SparseLeastSquaresSweep(
                    X, _rest, _turned!.Sparse, _columnSquares, _columnCumulative, _key, Steps, steps, Depth);
                break;
        }
    }

    /// <summary>‖A‖F² = E‖A·ζ‖², ζ normal: the mean of some. Its standard error is at most √2/4 of it.</summary>
    private double SquaredByProducts()
    {
        (double[] zeta, double[] image, double sum) = (new double[_a.Columns], new double[_a.Rows], 0);
        for (int k = 0; k < ProductsForNorm; k++)
        {
            for (int i = 0; i < zeta.Length; i++)
            {
                zeta[i] = Draws.NormalAt<double>(~_key, k, i);
            }

            _a.Multiply(zeta, image);
            sum += TensorPrimitives.SumOfSquares<double>(image);
        }

        return sum / ProductsForNorm;
    }

    private double Trace() => _a.Diagonal().Sum();

    /// <summary>Refuses a method that needs another matrix.</summary>
    private void CheckMethod()
    {
        if (_a.HasProductsAlone && _sketch.Kind is not (SketchKind.Gaussian or SketchKind.BlockGaussian or SketchKind.Count))
        {
            throw new NotSupportedException(
                "Where there are products alone, there are sketches of all rows: Gaussian, blocks of them, and the count sketch.");
        }

        if (_sketch.Kind is SketchKind.Coordinate or SketchKind.GaussianCoordinate && _a.WhyNotDefinite() is { } at)
        {
            throw new ArgumentException(
                $"“matrix” must be symmetric and positive definite for this sketch; see [{at.Row}, {at.Column}].", "matrix");
        }
    }

    private static double[] Cumulative(double[] weights)
    {
        (double sum, double total, int last) = (0, weights.Sum(), Array.FindLastIndex(weights, w => w > 0));
        double[] cumulative = [.. weights.Select(w => (sum += w) / total)];
        Array.Fill(cumulative, 1, last, weights.Length - last);
        return cumulative;
    }
}
