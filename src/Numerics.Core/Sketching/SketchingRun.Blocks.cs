using System.Numerics.Tensors;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.LinearSolvers;

/// <content>Steps with several equations, and means of steps.</content>
internal sealed partial class SketchingRun
{
    // Of a block: SᵀA and Sᵀb; of each row its bucket and sign, or S.
    private double[] _block = [];
    private double[] _blockRight = [];
    private double[] _keys = [];
    private double[] _shares = [];
    private double[] _bucket = [];

    private void Average(int steps)
    {
        TailAverage tail = _tail!;
        tail.Begin(Steps);
        if (_a.IsSparse)
        {
            Kaczmarz.SparseAveragedSweep(
                tail.Point, tail.Total, _a.Sparse, Right, _rowSquares, _cumulative, _key, Steps, steps, Depth);
        }
        else
        {
            Kaczmarz.AveragedSweep(tail.Point, tail.Total, _a.Dense, Right, _rowSquares, _cumulative, _key, Steps, steps, Depth);
        }

        tail.Mean(Steps + steps, X);
    }

    private void AdvanceBlock(long step)
    {
        (int q, int n) = (_sketch.Size, _a.Columns);
        (double[] rows, double[] right) = (Cleared(ref _block, q * n), Cleared(ref _blockRight, q));
        switch (_sketch.Kind)
        {
            case SketchKind.Count:
                CountRows(step, rows, right);
                break;
            case SketchKind.Block:
                for (int k = 0; k < q; k++)
                {
                    double u = Draws.Uniform(_key, (step * q) + k);
                    int at = Array.BinarySearch(_cumulative, u);
                    AddRow(at < 0 ? ~at : Array.FindIndex(_cumulative, at, c => c > u), k, 1, rows, right);
                }

                break;
            default:
                GaussianRows(step, rows, right);
                break;
        }

        BlockProjection.Step(X, new ReadOnlyTensorSpan<double>(rows, [q, n]), right, (4 * q) + 32);
    }

    private void CountRows(long step, double[] rows, double[] right)
    {
        (int q, int n, int m) = (_sketch.Size, _a.Columns, _a.Rows);
        double[] keys = Cleared(ref _keys, m), signs = Cleared(ref _shares, m);
        for (int i = 0; i < m; i++)
        {
            keys[i] = Draws.RandomIndexAt<double>(_key, 2 * step, q, i);
            signs[i] = Draws.RademacherAt<double>(_key, (2 * step) + 1, i);
            if (_a.IsSparse)
            {
                AddRow(i, (int)keys[i], signs[i], rows, right);
            }
            else
            {
                right[(int)keys[i]] += signs[i] * Right[i];
            }
        }

        if (_a.HasProductsAlone)
        {
            for (int k = 0; k < q; k++)
            {
                double[] bucket = Cleared(ref _bucket, m);
                for (int i = 0; i < m; i++)
                {
                    bucket[i] = keys[i] == k ? signs[i] : 0;
                }

                _a.Multiply(bucket, rows.AsSpan(k * n, n));
            }
        }
        else if (!_a.IsSparse)
        {
            BlockProjection.CountSketch(_a.Dense, keys, signs, new TensorSpan<double>(rows, [q, n]), q);
        }
    }

    private void GaussianRows(long step, double[] rows, double[] right)
    {
        (int q, int n, int m) = (_sketch.Size, _a.Columns, _a.Rows);
        double[] gaussian = Cleared(ref _shares, q * m);
        for (int i = 0; i < gaussian.Length; i++)
        {
            gaussian[i] = Draws.NormalAt<double>(_key, step, i);
        }

        if (_a.IsSparse)
        {
            for (int i = 0; i < m; i++)
            {
                for (int k = 0; k < q; k++)
                {
                    AddRow(i, k, gaussian[(k * m) + i], rows, right);
                }
            }

            return;
        }

        for (int k = 0; k < q; k++)
        {
            ReadOnlySpan<double> zeta = gaussian.AsSpan(k * m, m);
            right[k] = TensorPrimitives.Dot(zeta, Right);
            if (_a.HasProductsAlone)
            {
                _a.Multiply(zeta, rows.AsSpan(k * n, n));
            }
        }

        if (!_a.HasProductsAlone)
        {
            Matrix.Multiply(new ReadOnlyTensorSpan<double>(gaussian, [q, m]), _a.Dense, new TensorSpan<double>(rows, [q, n]));
        }
    }

    /// <summary>An array of zeros that is made once.</summary>
    private static double[] Cleared(ref double[] array, int length)
    {
        array = array.Length == length ? array : new double[length];
        Array.Clear(array);
        return array;
    }

    /// <summary>Adds a multiple of an equation to one of the block's.</summary>
    private void AddRow(int row, int place, double share, double[] rows, double[] right)
    {
        Span<double> target = rows.AsSpan(place * _a.Columns, _a.Columns);
        right[place] += share * Right[row];
        if (!_a.IsSparse)
        {
            TensorPrimitives.MultiplyAdd(_a.Elements.Slice(row * _a.Columns, _a.Columns), share, target, target);
            return;
        }

        for (int e = _a.Sparse.RowStarts[row]; e < _a.Sparse.RowStarts[row + 1]; e++)
        {
            target[_a.Sparse.ColumnIndices[e]] += share * _a.Sparse.Values[e];
        }
    }
}
