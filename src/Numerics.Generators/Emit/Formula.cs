using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>Spells a pass's values as mathematics, for comments.</summary>
internal sealed class Formula(VariantPlan plan, PassPlan pass)
{
    /// <summary>A formula of more parts than a comment shows is left out of it.</summary>
    private const int MostParts = 60;

    private const string Omitted = "…";

    private readonly double[] _parts = Parts(pass);
    private readonly double[] _hostParts = Parts(plan.Graph);

    /// <summary>A value by its name, or by its formula where it has none.</summary>
    public string Spell(int node)
    {
        LaneNode lane = pass.Nodes[node];
        return lane.Op == LaneOp.Load ? plan.Arrays[lane.A].Name
            : lane.Op == LaneOp.Constant ? Constant(lane)
            : lane.Name.Length > 0 ? lane.Name
            : Compute(node);
    }

    /// <summary>For each node how many parts its formula has.</summary>
    private static double[] Parts(PassPlan pass)
    {
        var parts = new double[pass.Nodes.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            LaneNode lane = pass.Nodes[i];
            parts[i] = lane.Op != LaneOp.Arithmetic ? 1
                : 1 + new[] { lane.A, lane.B, lane.C }.Where(o => o >= 0).Sum(o => pass.Nodes[o].Name.Length > 0 ? 1 : parts[o]);
        }

        return parts;
    }

    private static double[] Parts(Graph graph)
    {
        var parts = new double[graph.Nodes.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = 1 + graph[i].Operands.Sum(o => graph.Names[o].Length > 0 ? 1 : parts[o]);
        }

        return parts;
    }

    /// <summary>A value as a factor: a sum stands in parentheses.</summary>
    public string Factor(int node) => Bracketed(node, op => op is Op.Add or Op.Sub or Op.Mad or Op.Fma or Op.Neg);

    /// <summary>A value's formula, though it has a name.</summary>
    public string Compute(int node)
    {
        LaneNode lane = pass.Nodes[node];
        return _parts[node] > MostParts ? Omitted : lane.Arithmetic switch
        {
            Op.Neg => "−" + Divisor(lane.A),
            Op.Add => $"{Spell(lane.A)} + {Spell(lane.B)}",
            Op.Sub => $"{Spell(lane.A)} − {Factor(lane.B)}",
            Op.Mul => $"{Factor(lane.A)}·{Divisor(lane.B)}",
            Op.Div => $"{Factor(lane.A)} / {Divisor(lane.B)}",
            Op.Mad or Op.Fma => $"{Factor(lane.A)}·{Divisor(lane.B)} + {Spell(lane.C)}",
            Op.Square => Divisor(lane.A) + "²",
            Op.Sqrt => $"√{(IsAtom(lane.A) ? Spell(lane.A) : "(" + Spell(lane.A) + ")")}",
            Op.Abs => $"|{Spell(lane.A)}|",
            Op.Lt => $"{Spell(lane.A)} < {Spell(lane.B)}",
            Op.Le => $"{Spell(lane.A)} ≤ {Spell(lane.B)}",
            Op.Eq => $"{Spell(lane.A)} = {Spell(lane.B)}",
            Op.Ne => $"{Spell(lane.A)} ≠ {Spell(lane.B)}",
            _ => $"{lane.Arithmetic.ToString().ToLowerInvariant()}({Arguments(lane)})",
        };
    }

    private string Constant(LaneNode lane)
    {
        string text = lane.Name.Length > 0
            ? lane.Name
            : new ScalarSpelling(plan.Graph, Leaf).Spell(lane.C).Replace("global::System.Math.", "").Replace("global::Numerics.", "");
        return text.Any(c => c is ' ') ? "(" + text + ")" : text;
    }

    private string? Leaf(int id)
    {
        Node node = plan.Graph[id];
        return plan.Graph.Names[id].Length > 0 ? plan.Graph.Names[id]
            : plan.ReductionSlots.TryGetValue(id, out int slot) ? FormattableString.Invariant($"values[{slot}]")
            : node.Op == Op.Literal && HostTypes.TryNumber(node) is not null ? node.Text.TrimEnd('D')
            : _hostParts[id] > MostParts ? Omitted
            : node.Op is Op.Parameter or Op.ScalarParameter ? FormattableString.Invariant($"parameter {node.Index}")
            : null;
    }

    private string Divisor(int node) =>
        Bracketed(node, op => op is Op.Add or Op.Sub or Op.Mad or Op.Fma or Op.Neg or Op.Mul or Op.Div);

    private string Bracketed(int node, Func<Op, bool> needs)
    {
        LaneNode lane = pass.Nodes[node];
        return lane.Op == LaneOp.Arithmetic && lane.Name.Length == 0 && needs(lane.Arithmetic)
            ? "(" + Spell(node) + ")"
            : Spell(node);
    }

    private bool IsAtom(int node) => pass.Nodes[node].Op != LaneOp.Arithmetic || pass.Nodes[node].Name.Length > 0;

    private string Arguments(LaneNode lane) =>
        string.Join(", ", new[] { lane.A, lane.B, lane.C }.Where(o => o >= 0).Select(Spell));
}
