using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>The kernels of one stage: reductions from the chunks' parts, then the numbers that follow from them.</summary>
internal sealed class DeviceStageEmitter(RuleModel rule, VariantPlan plan, StageValues values, int stage)
{
    private static readonly string[] Constraints = ["S : unmanaged, Device::IDeviceLanes<S, T>", "T : unmanaged"];

    private readonly List<SlotValue> _slots = values.OnDevice(stage);
    private readonly Names _names = new("S", "T", "a", "chunks", "tensor", "shared");
    private readonly Dictionary<int, string> _inputs = [];
    private readonly Dictionary<int, string> _reductions = [];

    public void Emit(SourceWriter w)
    {
        List<int> used = UsedInputs();
        foreach (int input in used)
        {
            int node = values.Inputs[input];
            _inputs[node] = _names.Take(ConstantNames.Describe(plan.Graph, node) ?? "number");
        }

        string pack = DeviceKernelEmitter.PackOf(values.Inputs.Count, HostTypes.Double);
        w.Line(FormattableString.Invariant($"public static void Stage{stage}Flat<S, T>(Device::FlatStageArguments<T, {pack}> a)"));
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        EmitCall(w, ["a.Tables", "a.Tensor", "0"], used.Select(i => FormattableString.Invariant($"a.Inputs.E{i}")));
        w.Close();
        w.Line();
        w.Line(FormattableString.Invariant($"public static void Stage{stage}Table<S, T>(Device::StageArguments<T> a)"));
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        w.Line("int tensor = Ilgpu::Grid.IdxX;");
        w.Line("Device::DeviceTensor chunks = a.Tensors[tensor];");
        w.Open("if (chunks.ChunkCount >= 0)");
        EmitCall(w, ["a", "chunks", "tensor"], used.Select(i => FormattableString.Invariant($"a.Input(tensor, {i})")));
        w.Close();
        w.Close();
        w.Line();
        EmitBody(w, used);
    }

    private void EmitCall(SourceWriter w, string[] head, IEnumerable<string> inputs) =>
        w.List(FormattableString.Invariant($"Stage{stage}<S, T>("), head.Concat(inputs), ");");

    private List<int> UsedInputs()
    {
        bool[] needed = new RootedGraph(plan.Graph, _slots.Select(s => s.Node).ToArray())
            .Reachable(id => !values.IsOnDevice(id) || plan.ReductionSlots.ContainsKey(id));
        return Enumerable.Range(0, values.Inputs.Count).Where(i => needed[values.Inputs[i]]).ToList();
    }

    private void EmitBody(SourceWriter w, List<int> used)
    {
        w.List(
            FormattableString.Invariant($"private static void Stage{stage}<S, T>("),
            [
                "Device::StageArguments<T> a", "Device::DeviceTensor chunks", "int tensor",
                .. used.Select(i => "double " + _inputs[values.Inputs[i]]),
            ],
            ")");
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        EmitReductions(w);
        w.Open("if (Ilgpu::Group.IdxX == 0)");
        var program = new ScalarProgram(plan.Graph, _names, Leaf, rule.ChecksOverflow, ScalarSpelling.DeviceFunctions);
        program.Declare(w, _slots.Select(s => s.Node).ToList());
        foreach (SlotValue slot in _slots)
        {
            string value = plan.Graph[slot.Node].Kind == Kind.ScalarMask
                ? $"{program.Spell(slot.Node)} ? 1D : 0D"
                : program.Spell(slot.Node);
            w.Line(slot.IsConstant
                ? FormattableString.Invariant($"a.SetConstant(tensor, {slot.Slot}, S.Round({value}));")
                : FormattableString.Invariant($"a.SetValue(tensor, {slot.Slot}, {value});"));
        }

        w.Close();
        w.Close();
    }

    private void EmitReductions(SourceWriter w)
    {
        List<(int Node, LaneReduction Reduction)> reductions = values.ReductionsOf(_slots);
        if (reductions.Any(r => !r.Reduction.IsGlobal))
        {
            w.Line("Ilgpu::ArrayView<double> shared = Device::GroupReduction.Allocate();");
        }

        foreach ((int node, LaneReduction r) in reductions)
        {
            string name = plan.Graph.Names[node].Length > 0
                ? plan.Graph.Names[node]
                : ConstantNames.Describe(plan.Graph, node) ?? "reduction";
            _reductions[node] = _names.Take(name);
            string fold = r.Op switch { Op.ReduceMin => "Least", Op.ReduceMax => "Greatest", _ => "Sum" };
            string value = r.IsGlobal
                ? FormattableString.Invariant($"a.Total({r.Index})")
                : FormattableString.Invariant($"a.{fold}(shared, chunks, {r.Index})");
            w.Line($"double {_reductions[node]} = {value};");
        }
    }

    private string? Leaf(int id)
    {
        if (_reductions.TryGetValue(id, out string reduction))
        {
            return reduction;
        }

        Node node = plan.Graph[id];
        if (node.Op == Op.ScalarParameter)
        {
            return FormattableString.Invariant($"a.Value(tensor, {plan.ScalarSlots[node.Index]})");
        }

        if (!_inputs.TryGetValue(id, out string input))
        {
            return null;
        }

        bool isTruth = node.Kind == Kind.ScalarMask || node is { Kind: Kind.Host, Type: HostTypes.Bool };
        return isTruth ? $"({input} != 0)" : input;
    }
}
