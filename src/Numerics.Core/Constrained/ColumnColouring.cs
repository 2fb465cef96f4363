namespace Numerics.Minimization;

/// <summary>Writes a matrix at x times v: what <c>FooJacobianVector</c> or a Hessian's product is, with its data bound.</summary>
/// <param name="x">The point.</param>
/// <param name="v">The vector.</param>
/// <param name="product">Where the product goes.</param>
public delegate void MatrixVector(ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> product);

/// <summary>Columns of a sparse matrix in groups of which no two meet in a row: all entries come of one product with a vector for each
/// group.</summary>
/// <remarks>A matrix of bandwidth w takes w products, of any size. Groups are formed greedily, column by column: for bands, whose columns
/// come in order, that is the least number. Curtis, Powell and Reid, J. Inst. Maths Applics 13, 1974.</remarks>
public sealed class ColumnColouring
{
    private readonly int[] _colours;

    private ColumnColouring(SparsePattern pattern, int[] colours)
    {
        (Pattern, _colours) = (pattern, colours);
        Count = colours.Length == 0 ? 0 : colours.Max() + 1;
    }

    /// <summary>Where the matrix has entries.</summary>
    public SparsePattern Pattern { get; }

    /// <summary>The number of groups.</summary>
    public int Count { get; }

    /// <summary>The group of each column.</summary>
    public ReadOnlySpan<int> Colours => _colours;

    /// <summary>Colours the columns of a pattern.</summary>
    public static ColumnColouring Of(SparsePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        List<int>[] rowsOf = [.. Enumerable.Range(0, pattern.Columns).Select(_ => new List<int>())];
        for (int i = 0; i < pattern.Rows; i++)
        {
            foreach (int j in pattern.ColumnsOf(i))
            {
                rowsOf[j].Add(i);
            }
        }

        int[] colours = new int[pattern.Columns];
        Array.Fill(colours, -1);
        int[] lastMet = new int[pattern.Columns + 1];
        for (int j = 0; j < colours.Length; j++)
        {
            foreach (int i in rowsOf[j])
            {
                foreach (int other in pattern.ColumnsOf(i))
                {
                    lastMet[colours[other] + 1] = j + 1;
                }
            }

            int colour = 0;
            while (lastMet[colour + 1] == j + 1)
            {
                colour++;
            }

            colours[j] = colour;
        }

        return new ColumnColouring(pattern, colours);
    }

    /// <summary>Writes the entries of the matrix at x, by one product for each group.</summary>
    /// <param name="x">The point.</param>
    /// <param name="product">The matrix times a vector.</param>
    /// <param name="entries">Where the entries go, row after row.</param>
    /// <exception cref="ArgumentException">The entries are not as many as the pattern's.</exception>
    public void Entries(ReadOnlySpan<double> x, MatrixVector product, Span<double> entries)
    {
        ArgumentNullException.ThrowIfNull(product);
        Runtime.Elements.Length(entries.Length, Pattern.EntryCount, nameof(entries));
        double[] seed = new double[Pattern.Columns];
        double[] sums = new double[Pattern.Rows];
        for (int colour = 0; colour < Count; colour++)
        {
            for (int j = 0; j < seed.Length; j++)
            {
                seed[j] = _colours[j] == colour ? 1 : 0;
            }

            product(x, seed, sums);
            for (int i = 0; i < sums.Length; i++)
            {
                for (int k = Pattern.RowStarts[i]; k < Pattern.RowStarts[i + 1]; k++)
                {
                    if (_colours[Pattern.ColumnIndices[k]] == colour)
                    {
                        entries[k] = sums[i];
                    }
                }
            }
        }
    }
}
