using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The interpretation of a plan on one tensor: a table of values, and each pass block by block, node by
/// node.</summary>
internal sealed class TensorRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelPlan _plan;
    private readonly ContractionClass _contraction;

    public TensorRun(KernelPlan plan, TensorCase<T> tensor, ContractionClass contraction)
    {
        (_plan, _contraction, Tensor) = (plan, contraction, tensor);
        Values = new double[Math.Max(plan.Slots, 1)];
        Values[0] = tensor.GradientScale;
        for (int i = 0; i < plan.Scalars.Count; i++)
        {
            Values[plan.Scalars[i].Slot] = tensor.Scalars[i];
        }
    }

    public TensorCase<T> Tensor { get; }

    public double[] Values { get; }

    public void RunPass(PlanPass pass)
    {
        var partials = pass.Reductions.ToDictionary(r => r, _ => new List<double>());
        var nodes = new T[pass.Nodes.Count][];
        for (int start = 0; start < Tensor.Length; start += ReductionTree.Block)
        {
            int count = Math.Min(ReductionTree.Block, Tensor.Length - start);
            for (int i = 0; i < nodes.Length; i++)
            {
                nodes[i] = Evaluate(pass.Nodes[i], nodes, start, count);
                StoreAfter(pass, i, nodes, start, count);
            }

            foreach ((PlanReduction reduction, List<double> parts) in partials)
            {
                parts.Add(FoldBlock(reduction, nodes, count));
            }
        }

        foreach ((PlanReduction reduction, List<double> parts) in partials)
        {
            Values[reduction.Slot] = ReductionTree.CombineLevels(reduction.Kind, parts);
        }
    }

    private void StoreAfter(PlanPass pass, int node, T[][] nodes, int start, int count)
    {
        foreach (PlanStore store in pass.Stores.Where(s => s.Position == node + 1))
        {
            Array.Copy(nodes[store.Node], 0, Tensor.Arrays[store.Array], start, count);
        }
    }

    private T[] Evaluate(PlanNode node, T[][] nodes, int start, int count) => node switch
    {
        { Operation: PlanOperation.Load } => Load(node.A, start, count),
        { Operation: PlanOperation.Constant } => Filled(Rounded(node.A), count),
        { C: >= 0 } => Apply(ElementOperations<T>.Ternary(node.Operation, _contraction), nodes[node.A], nodes[node.B],
            nodes[node.C]),
        { B: >= 0 } => Apply(ElementOperations<T>.Binary(node.Operation, _contraction), nodes[node.A], nodes[node.B]),
        _ => Apply(ElementOperations<T>.Unary(node.Operation, _contraction), nodes[node.A]),
    };

    /// <summary>A constant: computed in double, rounded once.</summary>
    private T Rounded(int slot) => T.CreateTruncating(Values[slot]);

    private T[] Load(int array, int start, int count)
    {
        T[] elements = Tensor.Arrays[array][start..(start + count)];
        if (_plan.Arrays[array].IsGradient && Tensor.GradientScale != 1)
        {
            T scale = Rounded(0);
            for (int i = 0; i < count; i++)
            {
                elements[i] *= scale;
            }
        }

        return elements;
    }

    private static T[] Filled(T value, int count)
    {
        var all = new T[count];
        Array.Fill(all, value);
        return all;
    }

    private static T[] Apply(Func<T, T> operation, T[] a)
    {
        var result = new T[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = operation(a[i]);
        }

        return result;
    }

    private static T[] Apply(Func<T, T, T> operation, T[] a, T[] b)
    {
        var result = new T[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = operation(a[i], b[i]);
        }

        return result;
    }

    private static T[] Apply(Func<T, T, T, T> operation, T[] a, T[] b, T[] c)
    {
        var result = new T[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = operation(a[i], b[i], c[i]);
        }

        return result;
    }

    private double FoldBlock(PlanReduction reduction, T[][] nodes, int count)
    {
        Span<double> lanes = stackalloc double[ReductionTree.Lanes];
        lanes.Fill(ReductionTree.Neutral(reduction.Kind));
        for (int i = 0; i < count; i++)
        {
            ref double lane = ref lanes[i % ReductionTree.Lanes];
            double a = double.CreateTruncating(nodes[reduction.A][i]);
            lane = reduction.Kind == ReductionKind.Dot
                ? Accumulate(a, double.CreateTruncating(nodes[reduction.B][i]), lane)
                : ReductionTree.Combine(reduction.Kind, lane, a);
        }

        return ReductionTree.FoldLanes(reduction.Kind, lanes);
    }

    private double Accumulate(double a, double b, double sum) =>
        _contraction == ContractionClass.Fused ? Math.FusedMultiplyAdd(a, b, sum) : (a * b) + sum;
}
