using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.LinearSolvers;

/// <summary>A solve under way: the arrays of its rule.</summary>
internal sealed partial class SketchingRun
{
    private const int MatrixSteps = 32;

    private readonly LinearOperand _a;
    private readonly Sketch _sketch;
    private readonly ulong _key;
    private readonly double[] _rowSquares;
    private readonly double[] _weights;
    private readonly double[] _cumulative;
    private readonly double[] _residual;
    private readonly double[] _turned = [];
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
        _rowSquares = a.RowSquares();
        _squared = _rowSquares.Sum();
        _tail = sketch.Kind == SketchKind.Averaged ? new TailAverage(X, steps) : null;
        if (_squared == 0)
        {
            throw new ArgumentException("“matrix” has zeros alone.", nameof(matrix));
        }

        _weights = sketch.Kind == SketchKind.Coordinate
            ? [.. Enumerable.Range(0, a.Columns).Select(i => a.Elements[(i * a.Columns) + i])]
            : sketch.IsWeighted ? _rowSquares : [.. _rowSquares.Select(s => s > 0 ? 1.0 : 0)];
        _cumulative = Cumulative(_weights);
        if (sketch.Kind is SketchKind.Extended or SketchKind.LeastSquaresCoordinate)
        {
            _turned = a.Transposed();
            _columnSquares = new LinearOperand(Turned).RowSquares();
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

    private ReadOnlyTensorSpan<double> Turned => new(_turned, [_a.Columns, _a.Rows]);

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
        switch (_sketch.Kind)
        {
            case SketchKind.Kaczmarz when _a.IsSparse:
                Kaczmarz.SparseSweep(X, _a.Sparse, Right, _rowSquares, _cumulative, _key, Steps, steps, Depth);
                break;
            case SketchKind.Kaczmarz:
                Kaczmarz.WeightedSweep(X, _a.Dense, Right, _rowSquares, _cumulative, _key, Steps, steps, Depth);
                break;
            case SketchKind.Averaged:
                Average(steps);
                break;
            case SketchKind.Extended:
                Kaczmarz.ExtendedSweep(
                    X, _rest, _a.Dense, Turned, Right, _rowSquares, _columnSquares, _cumulative, _columnCumulative, _key,
                    Steps, steps, Depth);
                break;
            case SketchKind.Gaussian when _a.IsSparse:
                GaussianKaczmarz.SparseSweep(X, _a.Sparse, Right, _key, Steps, steps);
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
            case SketchKind.LeastSquaresCoordinate:
                CoordinateDescent.LeastSquaresSweep(
                    X, _rest, Turned, _columnSquares, _columnCumulative, _key, Steps, steps, Depth);
                break;
            default:
                for (int k = 0; k < steps; k++)
                {
                    AdvanceBlock(Steps + k);
                }

                break;
        }

        Steps += steps;
    }

    private double Trace() => Enumerable.Range(0, _a.Columns).Sum(i => _a.Elements[(i * _a.Columns) + i]);

    /// <summary>Refuses a method that needs another matrix.</summary>
    private void CheckMethod()
    {
        if (_a.IsSparse && _sketch.Kind is SketchKind.Extended or SketchKind.Coordinate
            or SketchKind.GaussianCoordinate or SketchKind.LeastSquaresCoordinate)
        {
            throw new ArgumentException("Of sparse matrices there are sketches of rows: Kaczmarz, Gaussian, blocks of them and the count sketch.", "sketch");
        }

        if (_sketch.Kind is not (SketchKind.Coordinate or SketchKind.GaussianCoordinate))
        {
            return;
        }

        for (int i = 0; i < _a.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                bool isGood = _a.Rows == _a.Columns && (i == j
                    ? _a.Elements[(i * _a.Columns) + i] > 0
                    : _a.Elements[(i * _a.Columns) + j] == _a.Elements[(j * _a.Columns) + i]);
                if (!isGood)
                {
                    throw new ArgumentException(
                        $"“matrix” must be symmetric and positive definite for this sketch; see [{i}, {j}].", "matrix");
                }
            }
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
