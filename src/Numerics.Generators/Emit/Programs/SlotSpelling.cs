using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>How emitted text names the slots of the table of values: where they stand in the table.</summary>
internal class SlotSpelling
{
    public static SlotSpelling Table { get; } = new();

    /// <summary>A slot as a double, to read or to set.</summary>
    public virtual string Value(int slot) => Invariant($"values[{slot}]");

    /// <summary>The whole number in a slot.</summary>
    public virtual string Integer(int slot) => Invariant($"grid.Integer({slot})");

    /// <summary>A constant, rounded to the element type.</summary>
    public virtual string Constant(int slot) => Invariant($"grid.Constant({slot})");

    /// <summary>Emits that a slot takes a value.</summary>
    public virtual void EmitSet(SourceWriter w, SlotValue slot, string value) => w.Line($"{Value(slot.Slot)} = {value};");

    /// <summary>Emits that a slot takes another one's value.</summary>
    public virtual void EmitMove(SourceWriter w, int from, int to) => w.Line($"{Value(to)} = {Value(from)};");
}

/// <summary>Slots as parameters of a pass that is inlined.</summary>
/// <param name="names">The names taken in the pass.</param>
internal sealed class SlotParameters(Names names) : SlotSpelling
{
    private readonly List<(int Slot, bool IsConstant, string Name)> _parameters = [];

    public override string Integer(int slot) => Of(slot, isConstant: false);

    public override string Constant(int slot) => Of(slot, isConstant: true);

    /// <summary>Takes the slots that a pass reads.</summary>
    public SlotParameters TakeAll(PassPlan pass)
    {
        foreach (LaneNode node in pass.Nodes)
        {
            switch (node.Op)
            {
                case LaneOp.Constant: Constant(node.A); break;
                case LaneOp.RowOf or LaneOp.ColumnOf or LaneOp.Shifted: Integer(node.B); break;
                case LaneOp.Here: Integer(node.A); break;
                case LaneOp.Within or LaneOp.Draw: Integer(node.A); Integer(node.B); break;
            }

            if (node.Op == LaneOp.Draw && node.C >= 0)
            {
                Integer(node.C);
            }
        }

        return this;
    }

    /// <summary>What follows the other parameters.</summary>
    public string Declared => string.Concat(_parameters.Select(p => $", {(p.IsConstant ? "T" : "long")} {p.Name}"));

    /// <summary>What follows the other arguments, where the caller spells slots in its own way.</summary>
    public string Passed(SlotSpelling caller) =>
        string.Concat(_parameters.Select(p => ", " + (p.IsConstant ? caller.Constant(p.Slot) : caller.Integer(p.Slot))));

    private string Of(int slot, bool isConstant)
    {
        int known = _parameters.FindIndex(p => p.Slot == slot && p.IsConstant == isConstant);
        if (known < 0)
        {
            known = _parameters.Count;
            _parameters.Add((slot, isConstant, names.Take(Invariant($"{(isConstant ? "constant" : "integer")}{slot}"))));
        }

        return _parameters[known].Name;
    }
}

/// <summary>Slots as locals of a method that runs stages and passes one after the other.</summary>
internal sealed class SlotLocals : SlotSpelling
{
    private readonly SortedSet<int> _values = [];
    private readonly SortedSet<int> _constants = [];
    private readonly SortedSet<int> _set = [];
    private readonly HashSet<int> _readFirst = [];

    /// <summary>The names of all that were asked for so far.</summary>
    public IEnumerable<string> Names => _values.Select(NameOfValue).Concat(_constants.Select(NameOfConstant));

    public override string Value(int slot)
    {
        _values.Add(slot);
        NoteRead(slot);
        return NameOfValue(slot);
    }

    public override string Integer(int slot) => $"BitConverter.DoubleToInt64Bits({Value(slot)})";

    public override string Constant(int slot)
    {
        _constants.Add(slot);
        NoteRead(slot);
        return NameOfConstant(slot);
    }

    /// <summary>A slot that is to be set.</summary>
    public string Target(int slot)
    {
        _set.Add(slot);
        return Value(slot);
    }

    private void NoteRead(int slot)
    {
        if (!_set.Contains(slot))
        {
            _readFirst.Add(slot);
        }
    }

    /// <summary>A constant is rounded as it is set; in the table the runtime does it.</summary>
    public override void EmitSet(SourceWriter w, SlotValue slot, string value)
    {
        w.Line($"{Target(slot.Slot)} = {value};");
        if (slot.IsConstant)
        {
            w.Line($"{Constant(slot.Slot)} = Target::Element.Round<T>({Value(slot.Slot)});");
        }
    }

    public override void EmitMove(SourceWriter w, int from, int to) => w.Line($"{Target(to)} = {Value(from)};");

    /// <summary>Declares all that were asked for so far, as the table has them.</summary>
    public void Declare(SourceWriter w)
    {
        foreach (int slot in _values)
        {
            w.Line(Invariant($"double {NameOfValue(slot)} = grid.Value({slot});"));
        }

        foreach (int slot in _constants)
        {
            w.Line(Invariant($"T {NameOfConstant(slot)} = grid.Constant({slot});"));
        }
    }

    /// <summary>Sets those that were read before they were set, and set, to what the table has, for another problem.</summary>
    /// <param name="w">Where.</param>
    /// <param name="isInput">Whether the problem has a number of its own for a slot.</param>
    public void Restore(SourceWriter w, Func<int, bool> isInput)
    {
        foreach (int slot in _readFirst.Where(s => _set.Contains(s) && _values.Contains(s) && !isInput(s)).OrderBy(s => s))
        {
            w.Line(Invariant($"{NameOfValue(slot)} = grid.Value({slot});"));
        }
    }

    /// <summary>Puts those that were set into the table.</summary>
    public void Save(SourceWriter w)
    {
        foreach (int slot in _set)
        {
            w.Line(Invariant($"grid.SetValue({slot}, {NameOfValue(slot)});"));
        }
    }

    private static string NameOfValue(int slot) => Invariant($"value{slot}");

    private static string NameOfConstant(int slot) => Invariant($"constant{slot}");
}
