using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The numbers between the passes of a program, as statements.</summary>
/// <param name="rule">The rule.</param>
/// <param name="plan">The program.</param>
/// <param name="slots">How slots are spelled; null: where they stand in the table.</param>
internal sealed class StageEmitter(RuleModel rule, ProgramPlan plan, SlotSpelling? slots = null)
{
    private readonly SlotSpelling _slots = slots ?? SlotSpelling.Table;

    /// <summary>Emits a stage.</summary>
    /// <param name="w">Where.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="names">The names taken around it.</param>
    public void Emit(SourceWriter w, StageItem stage, Names names)
    {
        List<int> nodes = stage.Values.Select(v => v.Node).ToList();
        Dictionary<int, string> parameters = HostParameters.Unpack(w, rule, names, Needed(nodes));
        var program = new ScalarProgram(plan.Graph, names, id => Leaf(id, parameters), rule.ChecksOverflow);
        program.Declare(w, nodes);
        foreach (SlotValue value in stage.Values)
        {
            string text = Typed(plan.Graph[value.Node], program.Spell(value.Node));
            _slots.EmitSet(w, value, text);
        }

        foreach (SlotMove move in stage.Moves)
        {
            _slots.EmitMove(w, move.From, move.To);
        }
    }

    /// <summary>Emits values and where they go.</summary>
    public void EmitTo(SourceWriter w, IReadOnlyList<(string Target, int Node)> targets, Names names)
    {
        List<int> nodes = targets.Select(t => t.Node).ToList();
        Dictionary<int, string> parameters = HostParameters.Unpack(w, rule, names, Needed(nodes));
        var program = new ScalarProgram(plan.Graph, names, id => Leaf(id, parameters), rule.ChecksOverflow);
        program.Declare(w, nodes);
        foreach ((string target, int node) in targets)
        {
            w.Line($"{target} = {Typed(plan.Graph[node], program.Spell(node))};");
        }
    }

    /// <summary>A value as a slot holds it: truth as 1 or 0, whole numbers by their bits.</summary>
    public static string Typed(Node node, string text) => node switch
    {
        { Kind: Kind.ScalarMask } or { Kind: Kind.Host, Type: HostTypes.Bool } => $"{text} ? 1D : 0D",
        { Kind: Kind.Integer } or { Kind: Kind.Host, Type: HostTypes.Long } => $"BitConverter.Int64BitsToDouble({text})",
        { Kind: Kind.Host, Type: HostTypes.ULong } => $"BitConverter.UInt64BitsToDouble({text})",
        _ => text,
    };

    private HashSet<int> Needed(List<int> nodes)
    {
        bool[] needed = new RootedGraph(plan.Graph, nodes.ToArray()).Reachable(id => plan.NodeSlots.ContainsKey(id));
        return [.. Enumerable.Range(0, needed.Length)
            .Where(i => needed[i] && plan.Graph[i].Op == Op.Parameter).Select(i => plan.Graph[i].Index)];
    }

    private string? Leaf(int id, Dictionary<int, string> parameters) => plan.Graph[id] switch
    {
        { Op: Op.Parameter } parameter => parameters[parameter.Index],
        { Op: Op.Length } length => Length(length),
        { Op: Op.ScalarParameter or Op.IntegerParameter } input => Slot(plan.ScalarSlots[input.Index], plan.Graph[id].Kind),
        _ when plan.NodeSlots.TryGetValue(id, out int slot) => Slot(slot, plan.Graph[id].Kind),
        _ => null,
    };

    private string Slot(int slot, Kind kind) => kind switch
    {
        Kind.Integer => $"BitConverter.DoubleToInt64Bits({_slots.Value(slot)})",
        Kind.ScalarMask => $"({_slots.Value(slot)} != 0)",
        _ => _slots.Value(slot),
    };

    private string Length(Node length)
    {
        int parameter = length.Text.Length > 0 || IsVec(rule.Parameters[length.Index])
            ? length.Index
            : rule.Parameters.ToList().FindIndex(IsVec);
        int axis = plan.LengthAxes[(2 * parameter) + (length.Text == "rows" ? 0 : 1)];
        return Invariant($"{(length.Type == HostTypes.Double ? "" : $"({length.Type})")}axes[{axis}]");
    }

    private static bool IsVec(Parameter parameter) => parameter.Kind == ParameterKind.Array && parameter.Shape == Kind.Vec;

    /// <summary>The lengths of axes that no array fixes.</summary>
    public void EmitLengths(SourceWriter w)
    {
        var names = new Names("host", "axes", "values");
        List<(int Axis, int Node, bool IsFirst)> lengths = Enumerable.Range(0, plan.AxisHosts.Count)
            .SelectMany(a => plan.AxisHosts[a].Select((h, i) => (a, h, i == 0))).ToList();
        List<int> nodes = lengths.Select(l => l.Node).ToList();
        Dictionary<int, string> parameters = HostParameters.Unpack(w, rule, names, Needed(nodes));
        var program = new ScalarProgram(plan.Graph, names, id => Leaf(id, parameters), rule.ChecksOverflow);
        program.Declare(w, nodes);
        foreach ((int axis, int node, bool isFirst) in lengths)
        {
            string length = program.Spell(node);
            w.Line(isFirst
                ? Invariant($"axes[{axis}] = Runtime::Check.Length({length});")
                : Invariant($"Runtime::Check.SameLength(axes[{axis}], {length});"));
        }
    }
}
