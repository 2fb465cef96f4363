using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The interpretation of a pass over a matrix, cell by cell.</summary>
internal sealed class RowsPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Blocks of rows of column reductions: their number, and the fewest rows of one; see docs/architecture.md.</summary>
    private const int Cells = 1 << 20;
    private const int FewestBlocks = 16;
    private const int MostBlocks = 128;
    private const int FewestRows = 16;

    private readonly ProgramRun<T> _run;
    private readonly ProgramRows _pass;
    private readonly int _rows;
    private readonly int _columns;
    private readonly PassElements<T> _elements;

    /// <summary>Parts of all reductions that outlive a row: one number each, or one for each column.</summary>
    private readonly Dictionary<CellReduction, List<double[]>> _parts;

    public RowsPass(ProgramRun<T> run, ProgramRows pass)
    {
        (_run, _pass, _rows, _columns) = (run, pass, run.Length(pass.Rows), run.Length(pass.Columns));
        _elements = new PassElements<T>(run, _columns);
        _parts = pass.CellSections.SelectMany(c => c.Reductions).Where(r => r.Scope != CellScope.Fold)
            .ToDictionary(r => r, _ => new List<double[]>());
    }

    public void Run()
    {
        int blocks = Math.Clamp(Cells / Math.Max(_columns, 1), FewestBlocks, MostBlocks);
        int height = Math.Max(FewestRows, (_rows + blocks - 1) / blocks);
        for (int start = 0; start < _rows; start += height)
        {
            RunBlock(start, Math.Min(start + height, _rows));
        }

        foreach (CellReduction r in _parts.Keys)
        {
            Combine(r);
        }
    }

    private void RunBlock(int start, int end)
    {
        foreach (CellReduction r in _parts.Keys.Where(r => r.Scope == CellScope.Column))
        {
            _parts[r].Add([.. Enumerable.Repeat(ReductionTree.Neutral(LaneSums.Combining(r.Kind)), _columns)]);
        }

        for (int i = start; i < end; i++)
        {
            RunRow(i);
        }
    }

    private void Combine(CellReduction r)
    {
        if (r.Scope == CellScope.Total)
        {
            _run.Values[r.Target] = LaneSums.Combine(r.Kind, _run.Noise, _parts[r].Select(p => p[0]));
            return;
        }

        for (int j = 0; j < _columns; j++)
        {
            int column = j;
            _run.Arrays[r.Target][j] = _run.Narrow(LaneSums.Combine(r.Kind, _run.Noise, _parts[r].Select(p => p[column])));
        }
    }

    private void RunRow(int i)
    {
        List<T> values = [];
        for (int k = 0; k < _pass.RowSections.Count; k++)
        {
            RunRowSection(_pass.RowSections[k], i, values);
            if (k < _pass.CellSections.Count)
            {
                RunCells(_pass.CellSections[k], i, values);
            }
        }
    }

    private void RunRowSection(PlanPass section, int i, List<T> values)
    {
        foreach (PlanNode node in section.Nodes)
        {
            values.Add(_elements.Evaluate(node, values, values, -1, i));
        }

        foreach (PlanStore store in section.Stores)
        {
            _run.Arrays[store.Array][i] = values[store.Node];
        }
    }

    private void RunCells(ProgramCells section, int i, List<T> values)
    {
        var sums = section.Reductions.Where(r => r.Scope != CellScope.Column)
            .ToDictionary(r => r, r => new LaneSums(r.Kind, _run.Contraction, _run.Noise));
        for (int j = 0; j < _columns; j++)
        {
            T[] nodes = _elements.Evaluate(section.Nodes, values, i, j);
            Store(section, i, j, nodes);
            Reduce(section, i, j, nodes, sums);
        }

        foreach (CellReduction r in section.Reductions.Where(r => r.Scope != CellScope.Column))
        {
            if (r.Scope == CellScope.Fold)
            {
                values.Add(_run.Narrow(sums[r].Fold()));
            }
            else
            {
                _parts[r].Add([sums[r].Fold()]);
            }
        }
    }

    private void Store(ProgramCells section, int i, int j, T[] nodes)
    {
        foreach (PlanStore store in section.Stores)
        {
            _run.Arrays[store.Array][(i * _columns) + j] = nodes[store.Node];
        }

        foreach (CellCompaction c in section.Compactions.Where(c => nodes[c.Mask] != T.Zero))
        {
            _run.Sparse.Compact(c, i, j, nodes[c.Value]);
        }
    }

    private void Reduce(ProgramCells section, int i, int j, T[] nodes, Dictionary<CellReduction, LaneSums> sums)
    {
        foreach (CellReduction r in section.Reductions)
        {
            (double a, double b) = PassElements<T>.Operands(nodes, r.A, r.B);
            if (r.Scope == CellScope.Column)
            {
                double[] part = _parts[r][^1];
                part[j] = LaneSums.Add(r.Kind, _run.Contraction, _run.Noise, part[j], i, a, b);
            }
            else
            {
                sums[r].Add(j, j, a, b);
            }
        }
    }
}
