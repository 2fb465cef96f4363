using Numerics.Generators.Emit.Programs;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Device;

/// <summary>The numbers of a program on a device: what host values and lengths alone give is computed by the host before the call, and
/// stages find it among their inputs.</summary>
internal sealed class ProgramInputs
{
    private readonly RuleModel _rule;
    private readonly ProgramPlan _plan;
    private readonly bool[] _isOnDevice;
    private readonly List<int> _inputs = [];

    public ProgramInputs(RuleModel rule, ProgramPlan plan)
    {
        (_rule, _plan) = (rule, plan);
        _isOnDevice = new bool[plan.Graph.Nodes.Count];
        for (int i = 0; i < _isOnDevice.Length; i++)
        {
            Node node = plan.Graph[i];
            _isOnDevice[i] = plan.NodeSlots.ContainsKey(i) || node.Op is Op.ScalarParameter or Op.IntegerParameter
                || (!node.Kind.IsElement() && node.Operands.Any(o => _isOnDevice[o]));
        }

        foreach (SlotValue value in plan.AllItems().OfType<StageItem>().SelectMany(s => s.Values))
        {
            Collect(value.Node);
        }
    }

    public int Count => _inputs.Count;

    private bool IsStored(int node) => _plan.NodeSlots.ContainsKey(node)
        || _plan.Graph[node].Op is Op.ScalarParameter or Op.IntegerParameter;

    private static bool IsLiteral(Graph graph, int node) =>
        graph[node].Op == Op.Literal || (graph[node].Op == Op.FromHost && graph[graph[node].A].Op == Op.Literal);

    private void Collect(int root)
    {
        bool[] needed = new RootedGraph(_plan.Graph, new[] { root }).Reachable(id => !_isOnDevice[id] || IsStored(id));
        for (int i = 0; i < needed.Length; i++)
        {
            if (needed[i] && !_isOnDevice[i] && !IsLiteral(_plan.Graph, i) && !_inputs.Contains(i))
            {
                _inputs.Add(i);
            }
        }
    }

    /// <summary>The method that computes the inputs, and the results that are the host's.</summary>
    public void EmitHost(SourceWriter w)
    {
        w.Line();
        w.Line("private static void Host(");
        w.Line("    ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> inputs, Span<double> values)");
        w.Open();
        List<(string, int)> targets = _inputs.Select((n, i) => (Invariant($"inputs[{i}]"), n)).ToList();
        targets.AddRange(HostResults());
        new StageEmitter(_rule, _plan).EmitTo(w, targets, new Names("host", "axes", "inputs", "values"));
        w.Close();
    }

    /// <summary>The results that the host computes: their slots are set there too.</summary>
    private IEnumerable<(string Target, int Node)> HostResults()
    {
        List<int> slots = Enumerable.Range(0, _rule.Results.Count)
            .Where(i => _rule.Results[i].Kind == Kind.Host).Select(i => _plan.ResultSlots[i]).ToList();
        return _plan.AllItems().OfType<StageItem>().SelectMany(s => s.Values)
            .Where(v => slots.Contains(v.Slot) && !_isOnDevice[v.Node]).Select(v => (Invariant($"values[{v.Slot}]"), v.Node));
    }

    /// <summary>A stage, by the first thread of a group.</summary>
    public void EmitStage(SourceWriter w, StageItem stage)
    {
        w.Open("if (Ilgpu::Group.IdxX == 0)");
        w.Line("Ilgpu::ArrayView<double> inputs = grid.Inputs;");
        w.Line("Ilgpu::ArrayView<double> values = grid.Values;");
        List<int> nodes = stage.Values.Select(v => v.Node).ToList();
        var program = new ScalarProgram(
            _plan.Graph, new Names("V", "W", "T", "grid", "inputs", "values"), Leaf, _rule.ChecksOverflow, ScalarSpelling.DeviceFunctions);
        program.Declare(w, nodes);
        foreach (SlotValue value in stage.Values)
        {
            string text = StageEmitter.Typed(_plan.Graph[value.Node], program.Spell(value.Node));
            w.Line(value.IsConstant
                ? Invariant($"Target::Steps.SetConstant<V, W, T>(grid, {value.Slot}, {text});")
                : Invariant($"values[{value.Slot}] = {text};"));
        }

        foreach (SlotMove move in stage.Moves)
        {
            w.Line(Invariant($"values[{move.To}] = values[{move.From}];"));
        }

        w.Close();
        w.Line();
        w.Line("grid.Sync();");
    }

    private string? Leaf(int id)
    {
        Node node = _plan.Graph[id];
        int input = _inputs.IndexOf(id);
        if (input >= 0)
        {
            return FromDouble(node, Invariant($"inputs[{input}]"));
        }

        return node.Op is Op.ScalarParameter or Op.IntegerParameter ? FromDouble(node, Invariant($"values[{_plan.ScalarSlots[node.Index]}]"))
            : _plan.NodeSlots.TryGetValue(id, out int slot) ? FromDouble(node, Invariant($"values[{slot}]"))
            : null;
    }

    private static string FromDouble(Node node, string text) => node switch
    {
        { Kind: Kind.Integer } or { Kind: Kind.Host, Type: HostTypes.Long } => $"BitConverter.DoubleToInt64Bits({text})",
        { Kind: Kind.Host, Type: HostTypes.ULong } => $"BitConverter.DoubleToUInt64Bits({text})",
        { Kind: Kind.ScalarMask } or { Kind: Kind.Host, Type: HostTypes.Bool } => $"({text} != 0)",
        { Kind: Kind.Host, Type: HostTypes.Int } => $"((int){text})",
        _ => text,
    };
}
