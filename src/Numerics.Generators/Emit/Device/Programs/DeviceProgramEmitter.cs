using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Device;

/// <summary>One program for devices: what the host computes, a kernel for each item, and one that runs the whole program.</summary>
/// <remarks>Passes are the CPU's text; a group of threads is its vector of lanes.</remarks>
internal sealed partial class DeviceProgramEmitter
{
    private const string Types = "<V, W, T>";

    /// <summary>The arguments that say which group this is and of how many.</summary>
    private const string Share = ", Ilgpu::Grid.IdxX, Ilgpu::Grid.DimX";

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

    public void Emit(SourceWriter w)
    {
        DeviceRuleEmitter.EmitRequirements(w);
        w.Open($"private static class {DeviceRuleEmitter.KernelName(_rule.Method, _variant)}");
        EmitVariant(w);
        EmitKernels(w);
        _inputs.EmitHost(w);
        Entry(w, "Whole", () =>
        {
            w.Line(GridOf("Ilgpu::Grid.IdxX", "0"));
            EmitItems(w, _plan.Items);
        });
        // Items that are equal share one method.
        foreach (ProgramItem item in _plan.Items.Distinct())
        {
            EmitEntries(w, item);
        }

        foreach (ProgramItem item in _items.Distinct())
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
        RowsItem rows => rows.Cells.Any(c => c.Reductions.Any(r => r.Scope is CellScope.Column or CellScope.Total)),
        SumByKeyItem or SparseItem { IsTransposed: true } => true,
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
        Entry(w, Name(item) + "Kernel", () =>
        {
            w.Line(GridOf("0", item is LineItem or RowsItem ? "Ilgpu::Grid.IdxX" : "0"));
            w.Line($"{Name(item)}{Types}(grid{(IsShared(item) ? Share : "")});");
        });
        if (HasFinish(item))
        {
            Entry(w, $"Finish{Suffix(item)}Kernel", () =>
            {
                w.Line(GridOf("0", "0"));
                w.Line($"Finish{Suffix(item)}{Types}(grid{Share});");
            });
        }
    }

    /// <summary>The grid of a kernel. The memory that its threads meet at is allocated once: each place that asks for some gets its own.</summary>
    private static string GridOf(string problem, string block) =>
        $"Target::Grid<T> grid = new(a, {problem}, {block}, Device::GroupReduction.Allocate());";

    /// <summary>Whether groups share an item by elements: those of other items have blocks.</summary>
    private static bool IsShared(ProgramItem item) => item is ProductItem or SumByKeyItem or SparseItem;

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
                case ProductItem or SumByKeyItem or SparseItem:
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
