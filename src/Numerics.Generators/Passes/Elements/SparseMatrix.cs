namespace Numerics.Generators.Passes.Elements;

/// <summary>A matrix of numbers of a graph: its entries, row after row.</summary>
internal sealed record SparseMatrix(IReadOnlyList<SortedDictionary<int, int>> Lines, int Columns)
{
    public int Rows => Lines.Count;

    public IReadOnlyList<int> RowStarts
    {
        get
        {
            var starts = new int[Rows + 1];
            for (int i = 0; i < Rows; i++)
            {
                starts[i + 1] = starts[i] + Lines[i].Count;
            }

            return starts;
        }
    }

    public IReadOnlyList<int> ColumnIndices => Lines.SelectMany(l => l.Keys).ToArray();

    public IReadOnlyList<int> Entries => Lines.SelectMany(l => l.Values).ToArray();

    /// <summary>The entries on and below the diagonal of a symmetric matrix.</summary>
    public SparseMatrix Lower() => this with
    {
        Lines = Lines.Select((l, i) => new SortedDictionary<int, int>(l.Where(e => e.Key <= i).ToDictionary(e => e.Key, e => e.Value))).ToList(),
    };
}
