using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The numbers between the passes of a program, as statements.</summary>
/// <param name="rule">The rule.</param>
/// <param name="plan">The program.</param>
/// <param name="slots">How slots are spelled; null: where they stand in the table.</param>
/// <param name="functions">The functions that are called.</param>
internal sealed class StageEmitter(
    RuleModel rule, ProgramPlan plan, SlotSpelling? slots = null, string functions = ScalarSpelling.HostFunctions)
{
    private readonly SlotSpelling _slots = slots ?? SlotSpelling.Table;
    private readonly AxisLengths _lengths = new(rule, plan);

    /// <summary>Emits a stage.</summary>
    /// <param name="w">Where.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="names">The names taken around it.</param>
    public void Emit(SourceWriter w, StageItem stage, Names names)
    {
        List<int> nodes = stage.Values.Select(v => v.Node).ToList();
        Dictionary<int, string> parameters = HostParameters.Unpack(w, rule, names, Needed(nodes));
        var program = new ScalarProgram(plan.Graph, names, id => Leaf(id, parameters), rule.ChecksOverflow, functions);
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

    private string Length(Node length) =>
        Invariant($"{(length.Type == HostTypes.Double ? "" : $"({length.Type})")}axes[{_lengths.AxisOf(length)}]");

    /// <summary>The lengths of axes that no array fixes, and then what checks those that one fixes.</summary>
    public void EmitLengths(SourceWriter w)
    {
        var names = new Names("host", "axes", "values");
        int[] axes = [.. Enumerable.Range(0, plan.AxisHosts.Count)];
        List<(int Axis, int Node, bool IsFirst)> given =
            [.. axes.SelectMany(a => _lengths.Given(a).Select((h, i) => (a, h, i == 0)))];
        List<(int Axis, int Node, bool IsFirst)> checks = [.. axes.SelectMany(a => _lengths.Checks(a).Select(h => (a, h, false)))];
        Dictionary<int, string> parameters = HostParameters.Unpack(
            w, rule, names, Needed([.. given.Concat(checks).Select(l => l.Node)]));
        Emit(given);
        Emit(checks);

        void Emit(List<(int Axis, int Node, bool IsFirst)> lengths)
        {
            var program = new ScalarProgram(plan.Graph, names, id => Leaf(id, parameters), rule.ChecksOverflow);
            program.Declare(w, [.. lengths.Select(l => l.Node)]);
            foreach ((int axis, int node, bool isFirst) in lengths)
            {
                string length = program.Spell(node);
                w.Line(isFirst
                    ? Invariant($"axes[{axis}] = Runtime::Check.Length({length});")
                    : Invariant($"Runtime::Check.SameLength(axes[{axis}], {length});"));
            }
        }
    }
}
