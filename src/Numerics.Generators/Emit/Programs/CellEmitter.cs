using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Programs;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>What passes of a program have in common: the names of arrays and constants, and how a lane's inputs are loaded.</summary>
/// <param name="plan">The program.</param>
/// <param name="names">The names taken in the pass.</param>
/// <param name="whole">The type of lengths and positions.</param>
/// <param name="slots">How slots are spelled; null: where they stand in the table.</param>
internal sealed class CellEmitter(ProgramPlan plan, Names names, string whole, SlotSpelling? slots = null)
{
    private readonly SlotSpelling _slots = slots ?? SlotSpelling.Table;

    private readonly Dictionary<int, string> _pointers = [];
    private readonly Dictionary<(int Matrix, int Number), string> _rows = [];
    private readonly Dictionary<int, string> _constants = [];
    private readonly Dictionary<(LaneOp, int, int), string> _views = [];
    private readonly Dictionary<int, string> _turned = [];
    private readonly Dictionary<(int Matrix, int Down), (string Row, string Length)> _moved = [];
    private readonly Dictionary<int, string> _points = [];
    private readonly Dictionary<int, string> _packed = [];
    private readonly Dictionary<int, string> _dimensions = [];
    private readonly Dictionary<int, string> _places = [];

    /// <summary>Declares what stays the same through the pass: lines, constants, rows and columns that a number chooses.</summary>
    /// <param name="w">Where.</param>
    /// <param name="nodes">All nodes of the pass.</param>
    /// <param name="stores">All stores of the pass.</param>
    public void Declare(SourceWriter w, IReadOnlyList<LaneNode> nodes, IEnumerable<LaneStore> stores)
    {
        IEnumerable<int> arrays = nodes.Where(n => n.Op is LaneOp.Load or LaneOp.Shifted).Select(n => n.A).Concat(stores.Select(s => s.Array));
        foreach (int array in arrays.Distinct().OrderBy(a => a))
        {
            _pointers[array] = names.Take(plan.NameOf(array));
            if (plan.ArrayOf(array).RowAxis < 0)
            {
                w.Line(Invariant($"Target::Pointer<T> {_pointers[array]} = grid.Array({array});"));
            }
        }

        foreach (LaneNode node in nodes)
        {
            Declare(w, node);
        }
    }

    private void Declare(SourceWriter w, LaneNode node)
    {
        (LaneOp, int, int) key = (node.Op, node.A, node.B);
        if (node.Op == LaneOp.Constant && !_constants.ContainsKey(node.A))
        {
            string name = node.Name.Length > 0 ? node.Name
                : ConstantNames.Describe(plan.Graph, node.C) ?? Invariant($"factor{node.A}");
            _constants[node.A] = names.Take(name);
            w.Line(Invariant($"V {_constants[node.A]} = V.Broadcast({_slots.Constant(node.A)});"));
        }
        else if (node.Op == LaneOp.Turned && !_turned.ContainsKey(node.A))
        {
            _turned[node.A] = names.Take(plan.NameOf(node.A) + "Turned");
        }
        else if (node.Op == LaneOp.Pairs)
        {
            DeclarePoints(w, node);
        }
        else if (node.Op == LaneOp.Here && !_views.ContainsKey(key))
        {
            _views[key] = names.Take("position");
            w.Line(Invariant($"long {_views[key]} = grid.PositionAt({node.B}, {_slots.Integer(node.A)});"));
        }
        else if (node.Op == LaneOp.Moved)
        {
            DeclarePlace(w, node.B, "down");
            DeclarePlace(w, node.C, "right");
            string name = plan.NameOf(node.A) + "Moved";
            if (!_moved.ContainsKey((node.A, node.B)))
            {
                _moved[(node.A, node.B)] = (names.Take(name), names.Take(name + "Length"));
            }
        }
        else if (node.Op is LaneOp.Shifted or LaneOp.Within)
        {
            DeclareShift(w, node);
        }
        else if (node.Op is LaneOp.RowOf or LaneOp.ColumnOf && !_views.ContainsKey(key))
        {
            _views[key] = names.Take(plan.NameOf(node.A) + (node.Op == LaneOp.RowOf ? "Row" : "Column"));
            w.Line(Invariant(
                $"Target::Pointer<T> {_views[key]} = grid.{(node.Op == LaneOp.RowOf ? "Row" : "Column")}At({node.A}, {_slots.Integer(node.B)});"));
        }
    }

    /// <summary>Declares how far a line is shifted and how long it is, or where a mask begins and ends.</summary>
    private void DeclareShift(SourceWriter w, LaneNode node)
    {
        DeclarePlace(w, node.B, node.Op == LaneOp.Shifted ? "shift" : "end");
        if (node.Op == LaneOp.Within)
        {
            DeclarePlace(w, node.A, "begin");
        }
        else if (!_dimensions.ContainsKey(node.C))
        {
            _dimensions[node.C] = names.Take(plan.NameOf(node.A) + "Length");
            w.Line(Invariant($"{whole} {_dimensions[node.C]} = grid.Axis({node.C});"));
        }
    }

    private void DeclarePlace(SourceWriter w, int slot, string name)
    {
        if (!_places.ContainsKey(slot))
        {
            _places[slot] = names.Take(name);
            w.Line(Invariant($"{whole} {_places[slot]} = ({whole}){_slots.Integer(slot)};"));
        }
    }

    private void DeclarePoints(SourceWriter w, LaneNode node)
    {
        int dimension = plan.ArrayOf(node.A).Axis;
        if (!_points.ContainsKey(node.A))
        {
            _points[node.A] = names.Take(plan.NameOf(node.A) + "Point");
        }

        if (!_packed.ContainsKey(node.B))
        {
            _packed[node.B] = names.Take(plan.NameOf(node.B) + "Packed");
            w.Line(Invariant($"Target::Pointer<T> {_packed[node.B]} = grid.Packed({node.B});"));
        }

        if (!_dimensions.ContainsKey(dimension))
        {
            _dimensions[dimension] = names.Take("dimension");
            w.Line(Invariant($"{whole} {_dimensions[dimension]} = grid.Axis({dimension});"));
        }
    }

    /// <summary>Declares a row of the pass's matrices: inputs that are spelled from now on are of that row.</summary>
    /// <param name="w">Where.</param>
    /// <param name="number">Which one of the rows that are declared in the same place.</param>
    public void DeclareMatrices(SourceWriter w, int number = 0)
    {
        string row = number == 0 ? "i" : Invariant($"i + {number}");
        foreach (int matrix in _pointers.Keys.Where(a => plan.ArrayOf(a).RowAxis >= 0).OrderBy(a => a).ToList())
        {
            if (!_rows.TryGetValue((matrix, number), out string name))
            {
                _rows[(matrix, number)] = name = number == 0 ? _pointers[matrix] : names.Take(plan.NameOf(matrix));
            }

            _pointers[matrix] = name;
            w.Line(Invariant($"Target::Pointer<T> {name} = grid.Row({matrix}, {row});"));
        }
    }

    /// <summary>Declares what belongs to row i: the rows of matrices, the columns of those that are turned.</summary>
    public void DeclareRow(SourceWriter w)
    {
        DeclareMatrices(w);

        foreach (KeyValuePair<int, string> point in _points.OrderBy(p => p.Key))
        {
            w.Line(Invariant($"Target::Pointer<T> {point.Value} = grid.Row({point.Key}, i);"));
        }

        foreach (KeyValuePair<(int Matrix, int Down), (string Row, string Length)> moved in
            _moved.OrderBy(m => m.Key.Matrix).ThenBy(m => m.Key.Down))
        {
            // Above the first row and below the last there are no columns.
            (int matrix, string down) = (moved.Key.Matrix, _places[moved.Key.Down]);
            string isInside = Invariant($"i + {down} >= 0 && i + {down} < grid.Axis({plan.ArrayOf(matrix).RowAxis})");
            w.Line($"{whole} {moved.Value.Length} = {isInside} ? columns : 0;");
            w.Line(Invariant(
                $"Target::Pointer<T> {moved.Value.Row} = grid.Row({matrix}, {moved.Value.Length} > 0 ? i + {down} : 0);"));
        }

        foreach (KeyValuePair<int, string> turned in _turned.OrderBy(t => t.Key))
        {
            w.Line(Invariant($"Target::Pointer<T> {turned.Value} = grid.ColumnAt({turned.Key}, i);"));
        }
    }

    /// <summary>The position that a mask holds at.</summary>
    public string PositionOf(LaneNode here) => _views[(here.Op, here.A, here.B)];

    /// <summary>The place in a slot, where a mask begins or ends.</summary>
    public string PlaceOf(int slot) => _places[slot];

    public string Pointer(int array) => _pointers[array];

    public string Constant(int slot) => _constants[slot];

    /// <summary>A lane's input.</summary>
    /// <param name="node">The node.</param>
    /// <param name="position">The element's position: a line's, or a cell's in its row.</param>
    /// <param name="count">Empty, or the argument that stops at the end.</param>
    /// <param name="row">The spelling of a row's value.</param>
    /// <param name="outer">The axis of a matrix's rows; −1 in a line.</param>
    public string Input(LaneNode node, string position, string count, Func<int, string>? row = null, int outer = -1) => node.Op switch
    {
        LaneOp.Constant => _constants[node.A],
        LaneOp.Load => $"V.Load({_pointers[node.A]}, {position}{count})",
        LaneOp.Row => row!(node.A),
        LaneOp.RowOf => $"V.Load({_views[(node.Op, node.A, node.B)]}, {position}{count})",
        LaneOp.ColumnOf => Gather(_views[(node.Op, node.A, node.B)], node.A, position, count),
        LaneOp.Turned => Gather(_turned[node.A], node.A, position, count),
        LaneOp.Here => $"Target::Lanes.Here<V, T>({position}, {PositionOf(node)})",
        LaneOp.Shifted =>
            $"Target::Lanes.Shifted<V, T>({_pointers[node.A]}, {position} + {_places[node.B]}, {_dimensions[node.C]}{count})",
        LaneOp.Moved => $"Target::Lanes.Shifted<V, T>({_moved[(node.A, node.B)].Row}, {position} + {_places[node.C]}, "
            + $"{_moved[(node.A, node.B)].Length}{count})",
        LaneOp.Within => $"Target::Lanes.Within<V, T>({position}, {_places[node.A]}, {_places[node.B]})",
        LaneOp.Pairs => Pairs(node, position, count),
        LaneOp.Draw => Draw(node, outer >= 0 ? Invariant($"{position} + (i * columns)") : position, count),
        _ => throw new InvalidOperationException($"{node.Op} is no input."),
    };

    /// <summary>The first place at which a node sees only elements that are there, and the first after those.</summary>
    public (string First, string End) BoundsOf(LaneNode node) => node.Op == LaneOp.Shifted
        ? ($"-{_places[node.B]}", $"{_dimensions[node.C]} - {_places[node.B]}")
        : (_places[node.A], _places[node.B]);

    /// <summary>A lane's input at places at which <see cref="BoundsOf"/> holds for all lanes.</summary>
    public string InputInside(LaneNode node, string position) => node.Op switch
    {
        LaneOp.Shifted => $"V.Load({_pointers[node.A]}, {position} + {_places[node.B]})",
        LaneOp.Within => "V.FirstLanes(V.Count)",
        _ => Input(node, position, ""),
    };

    private static string Gather(string pointer, int array, string position, string count) => Invariant(
        $"Target::Lanes.Gather<V, T>({pointer}, {position}, grid.Stride({array}){(count.Length > 0 ? count : ", V.Count")})");

    private string Pairs(LaneNode node, string position, string count)
    {
        string kind = Names.Capital(PairKinds.Names[node.C]);
        string dimension = _dimensions[plan.ArrayOf(node.A).Axis];
        return $"Target::Pairs.{kind}<V, T>({_points[node.A]}, {_packed[node.B]}, columns, {dimension}, {position}{count})";
    }

    private string Draw(LaneNode node, string position, string count)
    {
        string bound = node.C < 0 ? "" : ", " + _slots.Integer(node.C);
        return Invariant(
            $"Target::Draws.{node.Arithmetic}<V, T>(unchecked((ulong){_slots.Integer(node.A)}), {_slots.Integer(node.B)}{bound}, {position}{count})");
    }

    public static string Neutral(Op op) => op switch
    {
        Op.ReduceMin or Op.ReduceFirst => "W.Broadcast(double.PositiveInfinity)",
        Op.ReduceMax => "W.Broadcast(double.NegativeInfinity)",
        _ => "W.Zero",
    };

    public static string AccumulatorName(Op op) => op switch
    {
        Op.ReduceMin => "least",
        Op.ReduceMax => "greatest",
        Op.ReduceFirst => "first",
        _ => "sum",
    };

    /// <summary>An accumulator with another vector taken in.</summary>
    /// <param name="a">The operand in double; of a first position the mask.</param>
    /// <param name="b">The second factor in double, or empty.</param>
    /// <param name="position">The lanes' positions in double, for a first position.</param>
    public static string Accumulate(Op op, string sum, string a, string b, string position) => op switch
    {
        Op.ReduceDot => $"W.MultiplyAdd({a}, {b}, {sum})",
        Op.ReduceMin => $"W.Min({sum}, {a})",
        Op.ReduceMax => $"W.Max({sum}, {a})",
        Op.ReduceFirst => $"W.Min({sum}, V.Widen(V.Select({a}, V.Zero, V.Constant(float.PositiveInfinity, double.PositiveInfinity))) "
            + $"+ {position})",
        _ => $"{sum} + {a}",
    };

    /// <summary>Emits that a line's accumulators take a round's operands in.</summary>
    /// <param name="w">Where.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="outputs">The names of operands.</param>
    /// <param name="sums">The names of accumulators in double.</param>
    /// <param name="narrow">Those in the element type.</param>
    /// <param name="isTail">Whether the round has but the lanes of <c>inside</c>.</param>
    public static void EmitSums(
        SourceWriter w,
        PassPlan pass,
        IReadOnlyDictionary<int, string> outputs,
        IReadOnlyDictionary<int, string> sums,
        IReadOnlyDictionary<int, ElementAccumulator> narrow,
        bool isTail)
    {
        foreach (LaneReduction r in pass.Reductions)
        {
            if (narrow.TryGetValue(r.Index, out ElementAccumulator accumulator))
            {
                accumulator.Accumulate(w, outputs[r.A], isTail);
                continue;
            }

            string sum = sums[r.Index];
            string a = r.Op == Op.ReduceFirst ? outputs[r.A] : $"V.Widen({outputs[r.A]})";
            string next = Accumulate(r.Op, sum, a, r.B < 0 ? "" : $"V.Widen({outputs[r.B]})", Positions("i"));
            w.Line(isTail ? $"{sum} = W.Select(inside, {next}, {sum});" : $"{sum} = {next};");
        }
    }

    /// <summary>The positions of lanes that lie side by side.</summary>
    public static string Positions(string first) => $"Target::Lanes.Positions<W>({first})";

    /// <summary>All lanes of an accumulator as one number.</summary>
    /// <param name="isForDevices">Whether the lanes are a group of threads, which meet at memory of the grid's.</param>
    public static string Folded(Op op, string sum, bool isForDevices)
    {
        string fold = op switch { Op.ReduceMin or Op.ReduceFirst => "Min", Op.ReduceMax => "Max", _ => "Sum" };
        return $"{(isForDevices ? "grid" : "W")}.{fold}Lanes({sum})";
    }
}
