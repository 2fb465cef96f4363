using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.LinearSolvers;

/// <summary>S·T and S·b for random S of d rows: (1 − ε)‖v‖ ≤ ‖S·v‖ ≤ (1 + ε)‖v‖ for all v in T's range, with great probability.</summary>
/// <remarks>Sums are taken in an order that no number of threads changes.</remarks>
internal static class Embeddings
{
    /// <summary>ζ: entries in a column of a sparse-sign matrix, one in each of as many parts of its rows.</summary>
    private const int Entries = 8;

    /// <summary>The least number of rows: two for each part.</summary>
    public const int Least = 2 * Entries;

    /// <summary>Columns that a thread works on at a time, and rows that a Gaussian matrix is drawn for at a time.</summary>
    private const int Strip = 64;
    private const int RowsAtATime = 4096;

    /// <summary>The columns of S·T.</summary>
    public static unsafe double[][] Of(TallMatrix t, int d, Embedding embedding, ulong key)
    {
        var result = new double[d * t.Columns];
        if (t.Sparse is { } sparse)
        {
            Sparse(t, sparse, d, embedding, key, result);
        }
        else
        {
            fixed (double* elements = t.Elements)
            {
                Dense(elements, t.Rows, t.Columns, d, embedding, key, result);
            }
        }

        int columns = t.Columns;
        var turned = new double[columns][];
        Parallel.For(0, columns, j => turned[j] = [.. Enumerable.Range(0, d).Select(i => result[(i * columns) + j])]);
        return turned;
    }

    /// <summary>S·b.</summary>
    public static unsafe double[] Of(double[] b, int d, Embedding embedding, ulong key)
    {
        var result = new double[d];
        fixed (double* elements = b)
        {
            Dense(elements, b.Length, 1, d, embedding, key, result);
        }

        return result;
    }

    private static unsafe void Dense(
        double* elements, int rows, int columns, int d, Embedding embedding, ulong key, double[] result)
    {
        switch (embedding)
        {
            case Embedding.SparseSign: SparseSign(elements, rows, columns, d, key, result); break;
            case Embedding.Gaussian: Gaussian(elements, rows, columns, d, key, result); break;
            default: Hadamard(elements, rows, columns, d, key, result); break;
        }
    }

    private static unsafe void SparseSign(double* elements, int rows, int columns, int d, ulong key, double[] result)
    {
        int[] places = Places(rows, d, key);
        int strips = (columns + Strip - 1) / Strip;
        Parallel.For(0, strips, strip =>
        {
            (int first, int count) = (strip * Strip, Math.Min(Strip, columns - (strip * Strip)));
            for (int i = 0; i < rows; i++)
            {
                var row = new ReadOnlySpan<double>(elements + ((nint)i * columns) + first, count);
                foreach (int place in places.AsSpan(i * Entries, Entries))
                {
                    Span<double> to = result.AsSpan(((place >> 1) * columns) + first, count);
                    if ((place & 1) == 0)
                    {
                        TensorPrimitives.Add(to, row, to);
                    }
                    else
                    {
                        TensorPrimitives.Subtract(to, row, to);
                    }
                }
            }
        });
        TensorPrimitives.Multiply(result, 1 / Math.Sqrt(Entries), result);
    }

    /// <summary>For each column of S its entries: twice the row, and 1 more for a minus.</summary>
    private static int[] Places(int rows, int d, ulong key)
    {
        var places = new int[rows * Entries];
        Parallel.For(0, (rows + RowsAtATime - 1) / RowsAtATime, chunk =>
        {
            int end = Math.Min(rows, (chunk + 1) * RowsAtATime) * Entries;
            for (int k = chunk * RowsAtATime * Entries; k < end; k++)
            {
                int part = k % Entries;
                (int from, int to) = (d * part / Entries, d * (part + 1) / Entries);
                places[k] = (2 * from) + (int)(Draws.Uniform(key, k) * 2 * (to - from));
            }
        });
        return places;
    }

    private static unsafe void Gaussian(double* elements, int rows, int columns, int d, ulong key, double[] result)
    {
        double[] drawn = new double[d * Math.Min(rows, RowsAtATime)], product = new double[result.Length];
        for (int first = 0; first < rows; first += RowsAtATime)
        {
            (int count, int begin) = (Math.Min(RowsAtATime, rows - first), first);
            Parallel.For(0, d, i => Fill(drawn.AsSpan(i * count, count), key, i, begin));
            Matrix.Multiply(
                new ReadOnlyTensorSpan<double>(drawn.AsSpan(0, d * count), [d, count]),
                new ReadOnlyTensorSpan<double>(
                    new ReadOnlySpan<double>(elements + ((nint)first * columns), count * columns), [count, columns]),
                new TensorSpan<double>(product, [d, columns]));
            TensorPrimitives.Add(result, product, result);
        }

        TensorPrimitives.Divide(result, Math.Sqrt(d), result);
    }

    private static void Fill(Span<double> row, ulong key, int i, int first)
    {
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = Draws.NormalAt<double>(key, i, first + k);
        }
    }

    /// <summary>R·H·D·T/√d: H without its 1/√m, which √(m/d) undoes.</summary>
    private static unsafe void Hadamard(double* elements, int rows, int columns, int d, ulong key, double[] result)
    {
        int padded = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(rows, d));
        int[] kept = WithoutReplacement(padded, d, key);
        double[] signs = [.. Enumerable.Range(0, rows).Select(i => Draws.RademacherAt<double>(key, 1, i))];
        const int Width = 8;
        Parallel.For(0, (columns + Width - 1) / Width, strip =>
        {
            (int first, int count) = (strip * Width, Math.Min(Width, columns - (strip * Width)));
            double[] block = new double[padded * count], scratch = new double[block.Length / 2];
            for (int i = 0; i < rows; i++)
            {
                var row = new ReadOnlySpan<double>(elements + ((nint)i * columns) + first, count);
                TensorPrimitives.Multiply(row, signs[i], block.AsSpan(i * count, count));
            }

            Transform(block, scratch, count);
            for (int i = 0; i < d; i++)
            {
                TensorPrimitives.Divide(
                    block.AsSpan(kept[i] * count, count), Math.Sqrt(d), result.AsSpan((i * columns) + first, count));
            }
        });
    }

    /// <summary>The fast Walsh–Hadamard transform of each column.</summary>
    private static void Transform(double[] block, double[] scratch, int columns)
    {
        for (int half = columns; half < block.Length; half *= 2)
        {
            for (int i = 0; i < block.Length; i += 2 * half)
            {
                Span<double> upper = block.AsSpan(i, half), lower = block.AsSpan(i + half, half);
                Span<double> difference = scratch.AsSpan(0, half);
                TensorPrimitives.Subtract(upper, lower, difference);
                TensorPrimitives.Add(upper, lower, upper);
                difference.CopyTo(lower);
            }
        }
    }

    /// <summary>The first of a random order (Fisher and Yates).</summary>
    private static int[] WithoutReplacement(int of, int count, ulong key)
    {
        int[] order = [.. Enumerable.Range(0, of)];
        for (int i = 0; i < count; i++)
        {
            int at = i + (int)Draws.RandomIndex(key, i, of - i);
            (order[i], order[at]) = (order[at], order[i]);
        }

        return order[..count];
    }

    private static void Sparse(
        TallMatrix t, CsrMatrix<double> sparse, int d, Embedding embedding, ulong key, double[] result)
    {
        (int columns, bool isTurned) = (t.Columns, t.IsTurned);
        if (embedding == Embedding.SparseSign)
        {
            int[] places = Places(t.Rows, d, key);
            ForEach(sparse, isTurned, (i, j, entry) =>
            {
                foreach (int place in places.AsSpan(i * Entries, Entries))
                {
                    result[((place >> 1) * columns) + j] += (place & 1) == 0 ? entry : -entry;
                }
            });
        }
        else
        {
            Parallel.For(0, d, q => ForEach(sparse, isTurned, (i, j, entry) =>
                result[(q * columns) + j] += entry * Draws.NormalAt<double>(key, q, i)));
        }

        TensorPrimitives.Divide(result, Math.Sqrt(embedding == Embedding.SparseSign ? Entries : d), result);
    }

    /// <summary>Calls an action with row, column and value of each entry of T.</summary>
    private static void ForEach(CsrMatrix<double> sparse, bool isTurned, Action<int, int, double> action)
    {
        for (int r = 0; r < sparse.Rows; r++)
        {
            for (int k = sparse.RowStarts[r]; k < sparse.RowStarts[r + 1]; k++)
            {
                int c = sparse.ColumnIndices[k];
                action(isTurned ? c : r, isTurned ? r : c, sparse.Values[k]);
            }
        }
    }
}
