using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The interpretation of a pass over a line, element by element.</summary>
internal sealed class LinePass<T>(ProgramRun<T> run, ProgramLine line)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PassElements<T> _elements = new(run, columns: 0);

    public void Run()
    {
        _elements.CheckPositions(line.Pass.Nodes);
        int length = run.Length(line.Axis);
        var parts = line.Pass.Reductions.ToDictionary(r => r, _ => new List<double>());
        for (int start = 0; start < length; start += ReductionTree.Block)
        {
            RunBlock(start, Math.Min(start + ReductionTree.Block, length), parts);
        }

        foreach (PlanReduction r in line.Pass.Reductions)
        {
            run.Values[r.Slot] = LaneSums.Combine(r.Kind, run.Noise, parts[r]);
        }
    }

    private void RunBlock(int start, int end, Dictionary<PlanReduction, List<double>> parts)
    {
        var sums = line.Pass.Reductions.ToDictionary(r => r, r => new LaneSums(r.Kind, run.Contraction, run.Noise));
        for (int i = start; i < end; i++)
        {
            T[] nodes = _elements.Evaluate(line.Pass.Nodes, [], -1, i);
            foreach (PlanStore store in line.Pass.Stores)
            {
                run.Arrays[store.Array][i] = nodes[store.Node];
            }

            foreach (PlanReduction r in line.Pass.Reductions)
            {
                (double a, double b) = PassElements<T>.Operands(nodes, r.A, r.B);
                sums[r].Add(i - start, i, a, b);
            }
        }

        foreach (PlanReduction r in line.Pass.Reductions)
        {
            parts[r].Add(sums[r].Fold());
        }
    }
}
