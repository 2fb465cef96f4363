using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Device;

/// <summary>What each item does, and what combines the parts that its blocks leave.</summary>
internal sealed partial class DeviceProgramEmitter
{
    private void EmitBody(SourceWriter w, ProgramItem item)
    {
        switch (item)
        {
            case StageItem stage:
                Method(w, Name(item), "", () => _inputs.EmitStage(w, stage));
                break;
            case LineItem line:
                w.Line();
                new LineEmitter(_plan, line, LineEmitter.Form.Device, isInlined: true).Emit(w);
                EmitPass(w, item, line.Number, line.Axis, []);
                break;
            case RowsItem rows:
                w.Line();
                _rows[rows.Number].Emit(w);
                EmitPass(w, item, rows.Number, rows.Outer, rows.Cells.SelectMany(c => c.Reductions)
                    .Where(r => r.Scope == CellScope.Column).Select(r => (r, rows.Inner)));
                break;
            case LoopItem loop:
                Method(w, Name(item), "", () => EmitLoop(w, loop));
                break;
            case FetchItem fetch:
                string column = fetch.Column < 0 ? "" : Invariant($", grid.Integer({fetch.Column})");
                Method(w, Name(item), "", () => w.Line(Invariant(
                    $"Target::Steps.Fetch{Types}(grid, {fetch.Array}, grid.Integer({fetch.Row}){column}, {fetch.Slot});")));
                break;
            case SparseItem sparse:
                string product = sparse.IsTransposed
                    ? Invariant($"MultiplyTurned{Types}(grid, {PartsOf(sparse)}, {Sparse(sparse.Matrix)}, {sparse.Line}, first, groups)")
                    : Invariant($"Multiply{Types}(grid, {Sparse(sparse.Matrix)}, {sparse.Line}, {sparse.Result}, first, groups)");
                Method(w, Name(item), ", long first, long groups", () => w.Line($"Target::Sparse.{product};"));
                break;
            case RowDotItem dot:
                Method(w, Name(item), "", () => w.Line(Invariant(
                    $"Target::Sparse.RowDot{Types}(grid, {Sparse(dot.Matrix)}, grid.Integer({dot.Row}), {dot.Line}, {dot.Slot});")));
                break;
            case AddRowItem add:
                Method(w, Name(item), "", () => w.Line(Invariant(
                    $"Target::Sparse.AddRow{Types}(grid, {Sparse(add.Matrix)}, grid.Integer({add.Row}), {add.Factor}, {add.Line});")));
                break;
            case StartsItem starts:
                string room = Invariant($"grid.Axis({_plan.ArrayOf(starts.Matrix).Entries})");
                Method(w, Name(item), "", () => w.Line(Invariant(
                    $"Target::Sparse.SetStarts{Types}(grid, {starts.Counts}, {Sparse(starts.Matrix)}, {room});")));
                break;
            case InsideItem:
                // A device has no exceptions: what is out of range is dealt with where it is used.
                Method(w, Name(item), "", () => { });
                break;
            case ProductItem p:
                string turned = $"{Text(p.IsLeftTurned)}, {Text(p.IsRightTurned)}";
                Method(w, Name(item), ", long first, long groups", () => w.Line(Invariant(
                    $"Target::Products.Multiply{Types}(grid, {p.A}, {p.B}, {p.C}, {turned}, first, groups);")));
                break;
            case SumByKeyItem keys:
                Method(w, Name(item), ", long first, long groups", () => w.Line(Invariant(
                    $"Target::KeySums.Add{Types}(grid, {PartsOf(keys)}, {keys.Values}, {keys.Keys}, {Sums(keys)}, first, groups);")));
                break;
            default:
                throw new InvalidOperationException($"{item.GetType().Name} has no form for devices.");
        }

        if (HasFinish(item))
        {
            Method(w, "Finish" + Suffix(item), ", long first, long groups", () => EmitFinish(w, item));
        }
    }

    /// <summary>Where sums by key go, and whether they are rows of a matrix.</summary>
    private string Sums(SumByKeyItem keys) => Invariant($"{keys.Array}, {Text(_plan.ArrayOf(keys.Array).RowAxis >= 0)}");

    private static string Text(bool value) => value ? "true" : "false";

    /// <summary>The parts of reductions, then those of sums by key, then those of sparse products, in the order of the items.</summary>
    private int PartsOf(ProgramItem item)
    {
        List<ProgramItem> keys = _items.Where(i => i is SumByKeyItem).ToList();
        List<ProgramItem> products = _items.Where(i => i is SparseItem { IsTransposed: true }).ToList();
        return _plan.Reductions + (item is SumByKeyItem ? keys.IndexOf(item) : keys.Count + products.IndexOf(item));
    }

    /// <summary>The two numbers of a sparse matrix: among the arrays, and among the sparse ones.</summary>
    private string Sparse(int matrix) => Invariant($"{matrix}, {_plan.SparseNumberOf(matrix)}");

    /// <summary>One block of a pass.</summary>
    private void EmitPass(
        SourceWriter w, ProgramItem item, int number, int axis, IEnumerable<(CellReduction Reduction, int Columns)> columns) =>
        Method(w, Name(item), "", () =>
        {
            foreach ((CellReduction r, int along) in columns)
            {
                w.Line(Invariant($"Target::Steps.Clear<{Fold(r.Op)}, T>(grid, {r.Number}, grid.Axis({along}));"));
            }

            string pass = item is LineItem ? "Line" : "Rows";
            w.Line(Invariant($"{pass}{number}{Types}(grid, grid.Start({number}), grid.End({number}, {axis}));"));
        });

    private void EmitFinish(SourceWriter w, ProgramItem item)
    {
        if (item is SumByKeyItem keys)
        {
            w.Line(Invariant($"Target::KeySums.Combine{Types}(grid, {PartsOf(keys)}, {Sums(keys)}, first, groups);"));
            return;
        }

        if (item is SparseItem sparse)
        {
            w.Line(Invariant(
                $"Target::Steps.FoldColumns<Device::SumOf, V, W, T>(grid, {PartsOf(sparse)}, {sparse.Result}, first, groups);"));
            return;
        }

        List<(int Number, Op Op, int Slot)> numbers = item is LineItem line
            ? line.Pass.Reductions.Select(r => (r.Index, r.Op, r.Slot)).ToList()
            : ((RowsItem)item).Cells.SelectMany(c => c.Reductions).Where(r => r.Scope == CellScope.Total)
                .Select(r => (r.Number, r.Op, r.Target)).ToList();
        if (numbers.Count > 0)
        {
            w.Open("if (first == 0)");
            foreach ((int number, Op op, int slot) in numbers)
            {
                w.Line(Invariant($"Target::Steps.Fold<{Fold(op)}, T>(grid, {number}, {slot});"));
            }

            w.Close();
        }

        foreach (CellReduction r in item is RowsItem rows ? rows.Cells.SelectMany(c => c.Reductions) : [])
        {
            if (r.Scope == CellScope.Column)
            {
                w.Line(Invariant($"Target::Steps.FoldColumns<{Fold(r.Op)}, V, W, T>(grid, {r.Number}, {r.Target}, first, groups);"));
            }
        }
    }

    private static string Fold(Op op) => op switch
    {
        Op.ReduceMin or Op.ReduceFirst => "Device::LeastOf",
        Op.ReduceMax => "Device::GreatestOf",
        _ => "Device::SumOf",
    };
}
