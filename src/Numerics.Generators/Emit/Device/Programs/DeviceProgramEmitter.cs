using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Device;

/// <summary>One program for devices: what the host computes, a kernel for each item, and one that runs the whole program.</summary>
/// <remarks>Passes are the CPU's text; a group of threads is its vector of lanes.</remarks>
internal sealed class DeviceProgramEmitter
{
    private const string Types = "<V, W, T>";

    private static readonly string[] Constraints =
        ["V : struct, Target::IGroup<V, W, T>", "W : struct, Target::IWide<W>", "T : unmanaged"];

    private readonly RuleModel _rule;
    private readonly ProgramPlan _plan;
    private readonly int _variant;
    private readonly List<ProgramItem> _items;
    private readonly ProgramInputs _inputs;
    private readonly Dictionary<int, RowsEmitter> _rows;

    public DeviceProgramEmitter(RuleModel rule, ProgramPlan plan, int variant)
    {
        (_rule, _plan, _variant) = (rule, plan, variant);
        _items = plan.AllItems().ToList();
        _inputs = new ProgramInputs(rule, plan);
        _rows = _items.OfType<RowsItem>().ToDictionary(r => r.Number, r => new RowsEmitter(plan, r, isForDevices: true));
    }

    /// <summary>Whether an item has a form for devices.</summary>
    public static bool IsKnown(ProgramItem item) => item switch
    {
        LineItem line => line.Pass.Nodes.All(IsKnown),
        RowsItem rows => rows.Rows.SelectMany(r => r.Nodes).Concat(rows.Cells.SelectMany(c => c.Nodes)).All(IsKnown),
        _ => item is StageItem or LoopItem or FetchItem or ProductItem or SumByKeyItem or InsideItem,
    };

    /// <summary>Views of lines further on have no form for devices.</summary>
    private static bool IsKnown(LaneNode node) => node.Op is not (LaneOp.Shifted or LaneOp.Within);

    public void Emit(SourceWriter w)
    {
        DeviceRuleEmitter.EmitRequirements(w);
        w.Open($"private static class {DeviceRuleEmitter.KernelName(_rule.Method, _variant)}");
        EmitVariant(w);
        EmitKernels(w);
        _inputs.EmitHost(w);
        Entry(w, "Whole", () =>
        {
            w.Line("Target::Grid<T> grid = new(a, Ilgpu::Grid.IdxX, 0);");
            EmitItems(w, _plan.Items);
        });
        foreach (ProgramItem item in _plan.Items)
        {
            EmitEntries(w, item);
        }

        foreach (ProgramItem item in _items)
        {
            EmitBody(w, item);
        }

        w.Close();
    }

    private void EmitVariant(SourceWriter w)
    {
        string scratch = string.Join(", ", _items.OfType<RowsItem>().Where(r => _rows[r.Number].ScratchLines > 0)
            .Select(r => Invariant($"new({_rows[r.Number].ScratchLines}, {r.Inner})")));
        string numbers = DeviceKernelEmitter.Numbers(_rule, _plan.ScalarSlots, _plan.ResultSlots);
        w.Line("public static Target::ProgramVariant Variant { get; } = new(");
        w.Line(Invariant($"    Host, {_inputs.Count}, [{scratch}], [{numbers}]);"));
        w.Line();
    }

    private void EmitKernels(SourceWriter w)
    {
        w.Line($"public static Target::ProgramKernels<T> Kernels{Types}()");
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        w.Line(Invariant($"return new(\"{_rule.FullName}\", {_variant}, Whole{Types},"));
        w.Line("[");
        w.Indent();
        foreach (ProgramItem item in _plan.Items)
        {
            string finish = HasFinish(item) ? $"Finish{Suffix(item)}Kernel{Types}" : "null";
            w.Line($"new({Name(item)}Kernel{Types}, {finish}),");
        }

        w.Outdent();
        w.Line("]);");
        w.Close();
    }

    private string Suffix(ProgramItem item) => item switch
    {
        StageItem stage => Invariant($"{stage.Number}"),
        LineItem line => Invariant($"{line.Number}"),
        RowsItem rows => Invariant($"{rows.Number}"),
        LoopItem loop => Invariant($"{loop.Number}"),
        _ => Invariant($"Item{_items.IndexOf(item)}"),
    };

    private string Name(ProgramItem item) => item switch
    {
        StageItem => "Stage",
        LineItem or RowsItem => "Pass",
        LoopItem => "Loop",
        _ => "",
    } + Suffix(item);

    private static bool HasFinish(ProgramItem item) => item switch
    {
        LineItem line => line.Pass.Reductions.Count > 0,
        RowsItem rows => rows.Cells.Any(c => c.Reductions.Any(r => r.Scope != CellScope.Fold)),
        SumByKeyItem => true,
        _ => false,
    };

    private static void Entry(SourceWriter w, string name, Action body)
    {
        w.Line();
        w.Line($"public static void {name}{Types}(Target::ProgramArguments<T> a)");
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        body();
        w.Close();
    }

    private static void Method(SourceWriter w, string name, string parameters, Action body)
    {
        w.Line();
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        w.Line($"private static void {name}{Types}(Target::Grid<T> grid{parameters})");
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        body();
        w.Close();
    }

    private void EmitEntries(SourceWriter w, ProgramItem item)
    {
        Entry(w, Name(item) + "Kernel", () => w.Line(item switch
        {
            LineItem or RowsItem => $"{Name(item)}{Types}(new(a, 0, Ilgpu::Grid.IdxX));",
            ProductItem or SumByKeyItem => $"{Name(item)}{Types}(new(a, 0, 0), Ilgpu::Grid.IdxX, Ilgpu::Grid.DimX);",
            _ => $"{Name(item)}{Types}(new(a, 0, 0));",
        }));
        if (HasFinish(item))
        {
            Entry(w, $"Finish{Suffix(item)}Kernel", () =>
                w.Line($"Finish{Suffix(item)}{Types}(new(a, 0, 0), Ilgpu::Grid.IdxX, Ilgpu::Grid.DimX);"));
        }
    }

    /// <summary>Items one after another, by one group.</summary>
    private void EmitItems(SourceWriter w, IEnumerable<ProgramItem> items)
    {
        foreach (ProgramItem item in items)
        {
            switch (item)
            {
                case LineItem or RowsItem:
                    int number = item is LineItem line ? line.Number : ((RowsItem)item).Number;
                    w.Open(Invariant($"for (long block = 0; block < grid.Blocks({number}); block++)"));
                    w.Line($"{Name(item)}{Types}(grid.AtBlock(block));");
                    w.Close();
                    w.Line("grid.Sync();");
                    break;
                case ProductItem or SumByKeyItem:
                    w.Line($"{Name(item)}{Types}(grid, 0, 1);");
                    w.Line("grid.Sync();");
                    break;
                default:
                    w.Line($"{Name(item)}{Types}(grid);");
                    break;
            }

            if (HasFinish(item))
            {
                w.Line($"Finish{Suffix(item)}{Types}(grid, 0, 1);");
                w.Line("grid.Sync();");
            }
        }
    }

    private void EmitBody(SourceWriter w, ProgramItem item)
    {
        switch (item)
        {
            case StageItem stage:
                Method(w, Name(item), "", () => _inputs.EmitStage(w, stage));
                break;
            case LineItem line:
                w.Line();
                new LineEmitter(_plan, line, isForDevices: true).Emit(w, isInLoop: true);
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
            case InsideItem:
                // A device has no exceptions: what is out of range is dealt with where it is used.
                Method(w, Name(item), "", () => { });
                break;
            case ProductItem p:
                Method(w, Name(item), ", long first, long groups", () => w.Line(Invariant(
                    $"Target::Products.Multiply{Types}(grid, {p.A}, {p.B}, {p.C}, {Text(p.IsLeftTurned)}, {Text(p.IsRightTurned)}, first, groups);")));
                break;
            case SumByKeyItem keys:
                Method(w, Name(item), ", long first, long groups", () => w.Line(Invariant(
                    $"Target::KeySums.Add{Types}(grid, {KeyReduction(keys)}, {keys.Values}, {keys.Keys}, {keys.Array}, {Text(_plan.ArrayOf(keys.Array).RowAxis >= 0)}, first, groups);")));
                break;
            default:
                throw new InvalidOperationException($"{item.GetType().Name} has no form for devices.");
        }

        if (HasFinish(item))
        {
            Method(w, "Finish" + Suffix(item), ", long first, long groups", () => EmitFinish(w, item));
        }
    }

    private static string Text(bool value) => value ? "true" : "false";

    /// <summary>Sums by key have their parts after those of reductions, in the order of the items.</summary>
    private int KeyReduction(SumByKeyItem keys) => _plan.Reductions + _items.OfType<SumByKeyItem>().ToList().IndexOf(keys);

    /// <summary>One block of a pass.</summary>
    private void EmitPass(
        SourceWriter w, ProgramItem item, int number, int axis, IEnumerable<(CellReduction Reduction, int Columns)> columns) =>
        Method(w, Name(item), "", () =>
        {
            foreach ((CellReduction r, int along) in columns)
            {
                string neutral = r.Op switch
                {
                    Op.ReduceMin or Op.ReduceFirst => "double.PositiveInfinity",
                    Op.ReduceMax => "double.NegativeInfinity",
                    _ => "0",
                };
                w.Line(Invariant($"Target::Steps.Clear<W, T>(grid, {r.Number}, grid.Axis({along}), {neutral});"));
            }

            string pass = item is LineItem ? "Line" : "Rows";
            w.Line(Invariant($"{pass}{number}{Types}(grid, grid.Start({number}), grid.End({number}, {axis}));"));
        });

    private void EmitFinish(SourceWriter w, ProgramItem item)
    {
        if (item is SumByKeyItem keys)
        {
            w.Line(Invariant($"Target::KeySums.Combine{Types}(grid, {KeyReduction(keys)}, {keys.Array}, {Text(_plan.ArrayOf(keys.Array).RowAxis >= 0)}, first, groups);"));
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
                w.Line(Invariant($"Target::Steps.{Fold(op)}<W, T>(grid, {number}, {slot});"));
            }

            w.Close();
        }

        foreach (CellReduction r in item is RowsItem rows ? rows.Cells.SelectMany(c => c.Reductions) : [])
        {
            if (r.Scope == CellScope.Column)
            {
                w.Line(Invariant($"Target::Steps.{Fold(r.Op)}Columns{Types}(grid, {r.Number}, {r.Target}, first, groups);"));
            }
        }
    }

    private static string Fold(Op op) => op switch
    {
        Op.ReduceMin or Op.ReduceFirst => "Min",
        Op.ReduceMax => "Max",
        _ => "Sum",
    };

    private void EmitLoop(SourceWriter w, LoopItem loop)
    {
        string round = Invariant($"round{loop.Number}");
        string count = Invariant($"count{loop.Number}");
        w.Line(Invariant($"long {count} = grid.Integer({loop.Count});"));
        w.Line(Invariant($"Target::Steps.SetInteger(grid, {loop.Index}, 0);"));
        w.Open($"for (long {round} = 0; {round} < {count}; {round}++)");
        if (loop.Until < 0)
        {
            w.Line(Invariant($"Target::Steps.SetInteger(grid, {loop.Index}, {round});"));
        }

        EmitItems(w, loop.Items);
        if (loop.Until >= 0)
        {
            w.Line(Invariant($"Target::Steps.SetInteger(grid, {loop.Index}, {round} + 1);"));
            w.Open(Invariant($"if (Target::Steps.IsSet(grid, {loop.Until}))"));
            w.Line("break;");
            w.Close();
        }

        w.Close();
    }
}
