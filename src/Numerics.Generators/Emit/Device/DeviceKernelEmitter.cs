using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>One plan variant for devices: what the host computes, and the kernels of passes and stages.</summary>
internal sealed class DeviceKernelEmitter
{
    private readonly RuleModel _rule;
    private readonly VariantPlan _plan;
    private readonly int _variant;
    private readonly StageValues _values;
    private readonly string _packs;

    public DeviceKernelEmitter(RuleModel rule, VariantPlan plan, int variant)
    {
        (_rule, _plan, _variant) = (rule, plan, variant);
        _values = new StageValues(plan);
        _packs = $"{PackOf(plan.Arrays.Count, "Ilgpu::ArrayView<T>")}, {PackOf(plan.Constants, "T")}";
    }

    /// <summary>The smallest pack for a number of values.</summary>
    public static string PackOf(int count, string type)
    {
        int size = 1;
        while (size < count)
        {
            size *= 2;
        }

        return FormattableString.Invariant($"Device::Pack{size}<{type}>");
    }

    /// <summary>The most constants and inputs that a kernel's argument holds.</summary>
    public const int MostNumbers = 128;

    public void Emit(SourceWriter w)
    {
        DeviceRuleEmitter.EmitRequirements(w);
        w.Open($"private static class {DeviceRuleEmitter.KernelName(_rule.Method, _variant)}");
        EmitVariant(w);
        EmitProgram(w);
        EmitHost(w);
        for (int p = 0; p < _plan.Passes.Count; p++)
        {
            w.Line();
            new DevicePassEmitter(_plan, p, _values.StageConstants()).Emit(w);
        }

        for (int s = 0; s < _plan.Stages.Count; s++)
        {
            if (_values.OnDevice(s).Count > 0)
            {
                w.Line();
                new DeviceStageEmitter(_rule, _plan, _values, s).Emit(w);
            }
        }

        w.Close();
    }

    private void EmitVariant(SourceWriter w)
    {
        string constants = string.Join(", ", _values.StageConstants().OrderBy(s => s));
        w.Line("public static Device::DeviceVariant Variant { get; } = new(");
        w.Line(FormattableString.Invariant(
            $"    Host, {_values.Inputs.Count}, [{constants}], {(_plan.UsesLength ? "true" : "false")}, [{Numbers(_rule, _plan.ScalarSlots, _plan.ResultSlots)}]);"));
        w.Line();
    }

    /// <summary>The numbers that are on the device: Scalar and Integer parameters, then results of these types with a new name.</summary>
    public static string Numbers(RuleModel rule, IReadOnlyDictionary<int, int> scalarSlots, IReadOnlyList<int> resultSlots)
    {
        List<string> numbers = [];
        for (int i = 0; i < rule.Parameters.Count; i++)
        {
            if (rule.Parameters[i].Kind is ParameterKind.Scalar or ParameterKind.Integer)
            {
                int result = Enumerable.Range(0, rule.Results.Count)
                    .Where(r => rule.Results[r].Kind is Kind.Scalar or Kind.Integer && rule.Results[r].Updates == i).DefaultIfEmpty(-1).First();
                int output = result < 0 ? -1 : resultSlots[result];
                numbers.Add(FormattableString.Invariant($"new(\"{rule.Parameters[i].Name}\", {scalarSlots[i]}, {output})"));
            }
        }

        for (int r = 0; r < rule.Results.Count; r++)
        {
            if (rule.Results[r] is { Kind: Kind.Scalar or Kind.Integer, Updates: < 0 } result)
            {
                string name = result.Name.Length > 0 ? result.Name : "result";
                numbers.Add(FormattableString.Invariant($"new(\"{name}\", -1, {resultSlots[r]})"));
            }
        }

        return string.Join(", ", numbers);
    }

    private void EmitProgram(SourceWriter w)
    {
        w.Line("public static Device::DeviceProgram<T> Program<V, H, S, T>()");
        KernelEmitter.Constrain(w, [.. DevicePassEmitter.Constraints, "H : unmanaged, Device::IDeviceLanes<H, T>"]);
        w.Open();
        w.Line("return new(");
        w.Indent();
        w.Line("[");
        w.Indent();
        for (int p = 0; p < _plan.Passes.Count; p++)
        {
            w.Line(FormattableString.Invariant($"new Device::PassKernel<T, {_packs}>("));
            string lanes = DevicePassEmitter.IsHeavy(_plan.Passes[p]) ? "H" : "V";
            w.Line(FormattableString.Invariant($"    \"{_rule.FullName}\", {_variant}, {p}, {_plan.Passes.Count}, ")
                + FormattableString.Invariant($"Pass{p}Flat<{lanes}, S, T>, Pass{p}Table<{lanes}, S, T>),"));
        }

        w.Outdent();
        w.Line("],");
        w.Line("[");
        w.Indent();
        string inputs = PackOf(_values.Inputs.Count, HostTypes.Double);
        for (int s = 0; s < _plan.Stages.Count; s++)
        {
            w.Line(_values.OnDevice(s).Count == 0 ? "null," : FormattableString.Invariant(
                $"new Device::StageKernel<T, {inputs}>(\"{_rule.FullName}\", {_variant}, {s}, Stage{s}Flat<S, T>, Stage{s}Table<S, T>),"));
        }

        w.Outdent();
        w.Line("]);");
        w.Outdent();
        w.Close();
    }

    private void EmitHost(SourceWriter w)
    {
        w.Line();
        w.Line("private static void Host(");
        w.Line("    ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values, Span<double> inputs)");
        w.Open();
        var names = new Names("host", "length", "totalLength", "values", "inputs");
        List<SlotValue> slots = _values.OnHost();
        int[] roots = slots.Select(s => s.Node).Concat(_values.Inputs).ToArray();
        bool[] needed = new RootedGraph(_plan.Graph, roots).Reachable();
        HashSet<int> used = [.. Enumerable.Range(0, needed.Length)
            .Where(i => needed[i] && _plan.Graph[i].Op == Op.Parameter).Select(i => _plan.Graph[i].Index)];
        Dictionary<int, string> parameters = HostParameters.Unpack(w, _rule, names, used);
        var program = new ScalarProgram(
            _plan.Graph,
            names,
            id => _plan.Graph[id].Op == Op.Parameter ? parameters[_plan.Graph[id].Index] : null,
            _rule.ChecksOverflow);
        program.Declare(w, roots);
        foreach (SlotValue slot in slots)
        {
            w.Line(FormattableString.Invariant($"values[{slot.Slot}] = {AsDouble(program, slot.Node)};"));
        }

        for (int i = 0; i < _values.Inputs.Count; i++)
        {
            w.Line(FormattableString.Invariant($"inputs[{i}] = {AsDouble(program, _values.Inputs[i])};"));
        }

        w.Close();
    }

    private string AsDouble(ScalarProgram program, int node) => _plan.Graph[node] switch
    {
        { Kind: Kind.ScalarMask } or { Kind: Kind.Host, Type: HostTypes.Bool } => $"{program.Spell(node)} ? 1D : 0D",
        _ => program.Spell(node),
    };
}
