using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Turns one variant of a rule into a program: arrays, axes and slots for all blocks, and the block that is not in a loop.</summary>
internal sealed class ProgramBuilder
{
    private readonly RuleModel _rule;
    private readonly List<ProgramArray> _arrays;
    private readonly List<ProgramArray> _temporaries = [];
    private readonly Dictionary<int, int> _constants = [];
    private readonly Dictionary<int, int> _slots = [];
    private readonly Dictionary<int, int> _integers = [];
    private readonly Dictionary<int, int> _scalars = [];
    private readonly Dictionary<int, int> _arrayOf = [];
    private readonly Dictionary<(int Line, int Rows, int Columns), int> _views = [];
    private readonly Dictionary<int, (RowsBuilder Pass, int Row)> _folds = [];
    private readonly int[] _owners;
    private readonly int _firstSlot;
    private int _nextSlot;

    private ProgramBuilder(RuleModel rule, RootedGraph rooted, IReadOnlyList<ProgramArray> arrays, Axes axes, int constants)
    {
        (_rule, Rooted, Axes, _firstSlot, _nextSlot) = (rule, rooted, axes, constants, constants);
        _arrays = [.. arrays];
        _owners = Owners(rooted);
        Needs = new Needs(rooted.Graph, ArrayOf);
        for (int p = 0; p < rule.Parameters.Count; p++)
        {
            if (rule.Parameters[p].Kind is ParameterKind.Scalar or ParameterKind.Integer)
            {
                _scalars[p] = _nextSlot++;
            }
        }
    }

    public RootedGraph Rooted { get; }

    public Graph Graph => Rooted.Graph;

    public Axes Axes { get; }

    public Needs Needs { get; }

    public int Passes { get; set; }

    public int Stages { get; set; }

    public int Loops { get; set; }

    public int Reductions { get; set; }

    /// <summary>The program of a variant.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="rooted">The variant; loads name arrays.</param>
    /// <param name="storedArrays">For each result the array it goes to, or −1.</param>
    /// <param name="arrays">The rule's arrays and destinations, without their axes.</param>
    public static ProgramPlan Build(
        RuleModel rule, RootedGraph rooted, IReadOnlyList<int> storedArrays, IReadOnlyList<PlanArray> arrays)
    {
        (RootedGraph lawful, IReadOnlyList<LengthLaw> lengths) = LengthLaws.Place(rule, rooted);

        // Constants come first in the table of values: how many there are is known when the program is.
        ProgramPlan draft = Build(1);
        return Build(draft.Constants);

        ProgramPlan Build(int constants)
        {
            var axes = new Axes(rule, lawful, lengths);
            return new ProgramBuilder(rule, lawful, Shaped(rule, lawful, storedArrays, arrays, axes), axes, constants).Run(storedArrays);
        }
    }

    private ProgramPlan Run(IReadOnlyList<int> storedArrays)
    {
        int[] results = _rule.Results.Select(r => r.Kind.IsNumbers() ? -1 : NewSlot()).ToArray();
        var block = new BlockBuilder(this, 0, null);
        for (int i = 0; i < Rooted.Roots.Count; i++)
        {
            if (storedArrays[i] >= 0)
            {
                block.Store(Rooted.Roots[i], storedArrays[i]);
            }
            else if (results[i] >= 0)
            {
                block.Result(Rooted.Roots[i], results[i]);
            }
        }

        ImmutableArray<ProgramItem> items = block.Build([]);
        return new ProgramPlan(
            Graph,
            _arrays.ToImmutableArray(),
            _temporaries.ToImmutableArray(),
            Enumerable.Range(0, Axes.Count).Select(a => (EquatableArray<int>)Axes.HostsOf(a).ToArray()).ToImmutableArray(),
            items,
            _slots,
            _scalars,
            results,
            LengthAxes(),
            1 + _constants.Count,
            _nextSlot,
            Reductions);
    }

    private EquatableArray<int> LengthAxes() => _rule.Parameters.SelectMany((p, i) => p.Kind != ParameterKind.Array
        ? new[] { -1, -1 }
        : [p.Shape.IsMatrix() ? Axes.OfParameter(i, true) : -1, Axes.OfParameter(i, false)]).ToImmutableArray();

    private static List<ProgramArray> Shaped(
        RuleModel rule, RootedGraph rooted, IReadOnlyList<int> storedArrays, IReadOnlyList<PlanArray> arrays, Axes axes) =>
        arrays.Select((a, i) =>
        {
            if (a.Parameter >= 0)
            {
                Kind shape = rule.Parameters[a.Parameter].Shape;
                return new ProgramArray(
                    a.Name, a.Parameter, shape, shape.IsMatrix() ? axes.OfParameter(a.Parameter, true) : -1,
                    axes.OfParameter(a.Parameter, false), a.IsRead, a.IsWritten, a.IsGradient);
            }

            int root = rooted.Roots[storedArrays.ToList().IndexOf(i)];
            Kind kind = rooted.Graph[root].Kind;
            bool isMatrix = kind.IsMatrix();
            return new ProgramArray(
                a.Name, -1, kind, isMatrix ? axes.RowsOf(root) : -1, isMatrix ? axes.ColumnsOf(root) : axes.LineOf(root),
                false, true, false);
        }).ToList();

    /// <summary>For each node the loop it changes with (1 is the first), the innermost one; 0 for what no loop changes. What only the
    /// alternative of an OrElse needs belongs to that, whether it changes or not: it is computed where it is wanted.</summary>
    private static int[] Owners(RootedGraph rooted)
    {
        Graph graph = rooted.Graph;
        var loopOfState = new Dictionary<int, int>();
        foreach (Node loop in graph.Nodes.Where(n => n.Op == Op.Loop))
        {
            int states = (loop.Operands.Count - 1) / 2;
            for (int k = 0; k < states; k++)
            {
                loopOfState[LoopParts.FirstState(loop) + k] = LoopParts.NumberOf(loop);
            }
        }

        ulong[] alternatives = Alternatives.Of(rooted);
        var loops = new ulong[graph.Nodes.Count];
        var owners = new int[loops.Length];
        for (int i = 0; i < loops.Length; i++)
        {
            Node node = graph[i];
            ulong around = node.Op switch
            {
                Op.LoopState => loopOfState.TryGetValue(node.Index, out int loop) ? 1UL << loop : 0,
                Op.LoopIndex => 1UL << node.Index,
                _ => node.Operands.Aggregate(0UL, (all, o) => all | loops[o]),
            };
            loops[i] = around | alternatives[i];
            if (node.Op == Op.Loop)
            {
                loops[i] &= ~(1UL << LoopParts.NumberOf(node));
            }

            for (int k = 0; k < 64; k++)
            {
                owners[i] = (loops[i] >> k & 1) != 0 ? k + 1 : owners[i];
            }
        }

        return owners;
    }

    public int OwnerOf(int node) => _owners[node];

    public int NewSlot() => _nextSlot++;

    /// <summary>The slot of a result of a step, of a state, of a loop's counter.</summary>
    public int SlotOf(int node)
    {
        if (!_slots.TryGetValue(node, out int slot))
        {
            slot = _nextSlot++;
            _slots.Add(node, slot);
        }

        return slot;
    }

    public int ScalarSlot(int parameter) => _scalars[parameter];

    /// <summary>Lets another node's value stand in a slot that there is.</summary>
    public void ShareSlot(int node, int slot) => _slots[node] = slot;

    /// <summary>The slot of a value that passes use as a constant.</summary>
    public int ConstantOf(int node)
    {
        if (!_constants.TryGetValue(node, out int slot))
        {
            slot = 1 + _constants.Count;
            _constants.Add(node, slot);
        }

        return slot;
    }

    /// <summary>The slot of a whole number that steps and passes use.</summary>
    public int IntegerOf(int node)
    {
        if (!_integers.TryGetValue(node, out int slot))
        {
            slot = _nextSlot++;
            _integers.Add(node, slot);
        }

        return slot;
    }

    public int NewLine(int axis, string name) => NewTemporary(new ProgramArray(name, -1, Kind.Row, -1, axis, true, true, false));

    public int NewMatrix(int rowAxis, int axis, string name) =>
        NewTemporary(new ProgramArray(name, -1, Kind.Mat, rowAxis, axis, true, true, false));

    /// <summary>A temporary with the axes of a value.</summary>
    public int NewLike(int node)
    {
        string name = Graph.Names[node];
        if (Graph[node].Op == Op.Starts)
        {
            return NewTemporary(new ProgramArray(name, -1, Kind.Csr, Axes.RowsOf(node), Axes.ColumnsOf(node), true, true, false)
            {
                Entries = Axes.EntriesOf(node),
            });
        }

        return Graph[node].Kind.IsMatrix()
            ? NewMatrix(Axes.RowsOf(node), Axes.ColumnsOf(node), name)
            : NewLine(Axes.LineOf(node), name);
    }

    private int NewTemporary(ProgramArray array)
    {
        _temporaries.Add(array.Name.Length > 0 ? array
            : array with { Name = FormattableString.Invariant($"temporary{_temporaries.Count}") });
        return _arrays.Count + _temporaries.Count - 1;
    }

    /// <summary>A line as a matrix over the axes of a value: the same memory.</summary>
    public int ViewOf(int line, int matrix)
    {
        (int Line, int Rows, int Columns) key = (line, Axes.RowsOf(matrix), Axes.ColumnsOf(matrix));
        if (!_views.TryGetValue(key, out int view))
        {
            view = NewTemporary(new ProgramArray(Array(line).Name, -1, Kind.Mat, key.Rows, key.Columns, true, true, false, line));
            _views.Add(key, view);
        }

        return view;
    }

    /// <summary>The array that an array is the memory of: itself, or a line of which it is a view.</summary>
    public int MemoryOf(int array) => Array(array).Of is >= 0 and int line ? line : array;

    public bool IsTemporary(int array) => MemoryOf(array) >= _arrays.Count;

    public ProgramArray Array(int array) => array < _arrays.Count ? _arrays[array] : _temporaries[array - _arrays.Count];

    /// <summary>Whether a value is in an array when it is known: it is one, or a step leaves it in one.</summary>
    public bool IsStored(int id) => _arrayOf.ContainsKey(id) || Needs.IsStep(Graph[id])
        || Graph[id].Op is Op.Load or Op.LoadTurned or Op.LoopState or Op.LoopResult or Op.Group
        || (Graph[id].Op == Op.Turn && IsStored(Graph[id].A));

    public void Place(int node, int array) => _arrayOf[node] = array;

    public bool IsPlaced(int node) => _arrayOf.ContainsKey(node);

    public void PlaceFold(int node, RowsBuilder pass, int row) => _folds[node] = (pass, row);

    /// <summary>The array that holds a value: a fold's is stored by its pass when somebody else asks for it.</summary>
    public int ArrayOf(int id)
    {
        if (_arrayOf.TryGetValue(id, out int array))
        {
            return array;
        }

        Node node = Graph[id];
        if (node.Op is Op.Load or Op.LoadTurned)
        {
            return node.Index;
        }

        array = node.Op switch
        {
            Op.Turn => ArrayOf(node.A),
            Op.Compact => ArrayOf(node.C),
            Op.Group => ViewOf(ArrayOf(node.A), id),
            _ => NewLike(id),
        };
        if (_folds.TryGetValue(id, out (RowsBuilder Pass, int Row) fold))
        {
            fold.Pass.StoreRow(fold.Row, array);
        }

        _arrayOf.Add(id, array);
        return array;
    }
}
