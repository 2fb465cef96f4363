using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A program as the text that the runtime reads; docs/architecture.md specifies it.</summary>
internal static class ProgramText
{
    public static IEnumerable<string> Lines(RuleModel rule, ProgramPlan plan, int variant, ulong hash) =>
        Header(rule, plan, variant, hash).Concat(plan.Items.SelectMany(Lines)).Append("end");

    private static IEnumerable<string> Header(RuleModel rule, ProgramPlan plan, int variant, ulong hash)
    {
        yield return "plan 2";
        yield return "rule " + rule.FullName;
        yield return Invariant($"hash {hash:x16}");
        yield return Invariant($"variant {variant}");
        var lengths = new AxisLengths(rule, plan);
        for (int axis = 0; axis < plan.AxisHosts.Count; axis++)
        {
            yield return lengths.Given(axis).Any() ? "axis host" : "axis";
        }

        foreach (ProgramArray array in plan.Arrays)
        {
            string use = array.IsWritten ? array.IsRead ? "readwrite" : "write" : "read";
            string shape = array.Shape == Kind.Csr ? Invariant($"csr {array.RowAxis} {array.Axis}")
                : array.RowAxis < 0 ? Invariant($"{array.Shape.ToString().ToLowerInvariant()} {array.Axis}")
                : Invariant($"mat {array.RowAxis} {array.Axis}");
            yield return $"array {array.Name} {use} {shape}{(array.IsGradient ? " gradient" : "")}";
        }

        foreach (Parameter parameter in rule.Parameters.Where(p => p.IsHost))
        {
            yield return $"host {parameter.Name} {parameter.Kind.ToString().ToLowerInvariant()}";
        }

        foreach (KeyValuePair<int, int> scalar in plan.ScalarSlots.OrderBy(s => s.Key))
        {
            string kind = rule.Parameters[scalar.Key].Kind == ParameterKind.Integer ? "integer" : "scalar";
            yield return Invariant($"{kind} {rule.Parameters[scalar.Key].Name} in {scalar.Value}");
        }

        for (int i = 0; i < rule.Results.Count; i++)
        {
            if (plan.ResultSlots[i] >= 0)
            {
                string name = rule.Results[i].Name.Length > 0 ? rule.Results[i].Name : "-";
                yield return Invariant($"result {name} {plan.ResultSlots[i]}{(rule.Results[i].Kind == Kind.Integer ? " integer" : "")}");
            }
        }

        foreach (ProgramArray temporary in plan.Temporaries)
        {
            yield return temporary.RowAxis < 0 ? Invariant($"temp {temporary.Axis}") : Invariant($"temp {temporary.RowAxis} {temporary.Axis}")
                + (temporary.Of < 0 ? "" : Invariant($" of {temporary.Of}"))
                + (temporary.Entries < 0 ? "" : Invariant($" csr {temporary.Entries}"));
        }

        yield return Invariant($"constants {plan.Constants}");
        yield return Invariant($"slots {plan.Slots}");
        yield return Invariant($"reductions {plan.Reductions}");
    }

    private static IEnumerable<string> Lines(ProgramItem item) => item switch
    {
        StageItem stage => [Invariant($"stage {stage.Number}")],
        LineItem line => [Invariant($"pass line {line.Axis}"), .. Nodes(line.Pass.Nodes), .. Stores(line.Pass.Stores),
            .. line.Pass.Reductions.Select(Reduction), "end"],
        RowsItem rows => Lines(rows),
        ProductItem product => [Invariant($"product {product.A} {product.B} {product.C}")
            + (product.IsLeftTurned ? " left" : "") + (product.IsRightTurned ? " right" : "")],
        FetchItem fetch => [Invariant($"fetch {fetch.Array} {fetch.Row}{(fetch.Column < 0 ? "" : Invariant($" {fetch.Column}"))} {fetch.Slot}")],
        SumByKeyItem sum => [Invariant($"sumbykey {sum.Values} {sum.Keys} {sum.Array}")],
        SparseItem { IsTransposed: true } sparse => [Invariant($"spvm {sparse.Line} {sparse.Matrix} {sparse.Result}")],
        SparseItem sparse => [Invariant($"spmv {sparse.Matrix} {sparse.Line} {sparse.Result}")],
        InsideItem inside => [Invariant($"inside {inside.Axis} {inside.Slot}")],
        StartsItem starts => [Invariant($"starts {starts.Counts} {starts.Matrix}")],
        RowDotItem dot => [Invariant($"rowdot {dot.Matrix} {dot.Row} {dot.Line} {dot.Slot}")],
        AddRowItem add => [Invariant($"addrow {add.Matrix} {add.Row} {add.Factor} {add.Line}")],
        LoopItem loop => [Head(loop), .. loop.Items.SelectMany(Lines), "end"],
        _ => throw new InvalidOperationException($"{item.GetType().Name} has no text."),
    };

    private static string Head(LoopItem loop)
    {
        string mode = loop.IsInline ? "inline" : "steps";
        return loop.Until < 0
            ? Invariant($"repeat {loop.Count} {loop.Index} {mode}")
            : Invariant($"fixed {loop.Count} {loop.Index} {loop.Until} {mode}");
    }

    private static IEnumerable<string> Lines(RowsItem rows)
    {
        yield return Invariant($"pass rows {rows.Outer} {rows.Inner}");
        for (int k = 0; k < rows.Rows.Count; k++)
        {
            foreach (string line in Section("row", rows.Rows[k].Nodes, rows.Rows[k].Stores))
            {
                yield return line;
            }

            if (k == rows.Cells.Count)
            {
                break;
            }

            CellSection cells = rows.Cells[k];
            foreach (string line in Section("cell", cells.Nodes, cells.Stores).Concat(cells.Reductions.Select(Reduction)))
            {
                yield return line;
            }
        }

        yield return "end";
    }

    private static IEnumerable<string> Section(string name, IEnumerable<LaneNode> nodes, IEnumerable<LaneStore> stores) =>
        [name, .. Nodes(nodes), .. Stores(stores)];

    private static IEnumerable<string> Nodes(IEnumerable<LaneNode> nodes) => nodes.Select(n => n.Op switch
    {
        LaneOp.Load => Invariant($"load {n.A}"),
        LaneOp.Constant => Invariant($"constant {n.A}"),
        LaneOp.Row => Invariant($"row {n.A}"),
        LaneOp.Turned => Invariant($"turned {n.A}"),
        LaneOp.RowOf => Invariant($"rowof {n.A} {n.B}"),
        LaneOp.ColumnOf => Invariant($"columnof {n.A} {n.B}"),
        LaneOp.Here => Invariant($"here {n.A} {n.B}"),
        LaneOp.Shifted => Invariant($"shifted {n.A} {n.B} {n.C}"),
        LaneOp.Moved => Invariant($"moved {n.A} {n.B} {n.C}"),
        LaneOp.Within => Invariant($"within {n.A} {n.B}"),
        LaneOp.Pairs => Invariant($"points {PairKinds.Names[n.C]} {n.A} {n.B}"),
        _ => string.Join(" ", new[] { n.Arithmetic.ToString().ToLowerInvariant() }
            .Concat(new[] { n.A, n.B, n.C }.Where(o => o >= 0).Select(o => Invariant($"{o}")))),
    });

    private static IEnumerable<string> Stores(IEnumerable<LaneStore> stores) =>
        stores.Select(s => Invariant($"store {s.Node} {s.Array}"));

    private static string Reduction(LaneReduction r) =>
        Invariant($"reduce {NameOf(r.Op)} {Operands(r.A, r.B)} {r.Index} {r.Slot} tensor");

    private static string Reduction(CellReduction r) => r.Scope switch
    {
        CellScope.Fold => $"fold {NameOf(r.Op)} {Operands(r.A, r.B)}",
        CellScope.Compact => Invariant($"compact {r.A} {r.B} {r.Target}"),
        CellScope.Column => Invariant($"column {NameOf(r.Op)} {Operands(r.A, r.B)} {r.Number} {r.Target}"),
        _ => Invariant($"total {NameOf(r.Op)} {Operands(r.A, r.B)} {r.Number} {r.Target}"),
    };

    private static string NameOf(Op op) => op.ToString().Substring("Reduce".Length).ToLowerInvariant();

    private static string Operands(int a, int b) => b < 0 ? Invariant($"{a}") : Invariant($"{a} {b}");
}
