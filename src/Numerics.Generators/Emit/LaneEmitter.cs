using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The lane of a pass: its arithmetic for one vector of elements, generic over the vector.</summary>
internal sealed class LaneEmitter
{
    private readonly Graph _graph;
    private readonly Func<int, string> _arrayName;
    private readonly PassPlan _pass;
    private readonly Names _names = new("V", "T", "W", "M");
    private readonly Dictionary<int, string> _locals = [];
    private readonly List<int> _inputs;
    private readonly Dictionary<LaneGuard, string> _guards = [];

    public LaneEmitter(VariantPlan plan, PassPlan pass)
        : this(plan.Graph, a => plan.Arrays[a].Name, pass)
    {
    }

    /// <param name="graph">The graph that constants come from.</param>
    /// <param name="arrayName">The names of arrays.</param>
    /// <param name="pass">The pass, or the section of one.</param>
    /// <param name="takesGuards">Whether the lane is given the guards of its constant bounds.</param>
    public LaneEmitter(Graph graph, Func<int, string> arrayName, PassPlan pass, bool takesGuards = false)
    {
        (_graph, _arrayName, _pass) = (graph, arrayName, pass);
        Outputs = pass.Reductions.SelectMany(r => r.B < 0 ? new[] { r.A } : [r.A, r.B])
            .Concat(pass.Stores.Select(s => s.Node)).Distinct().ToList();
        _inputs = Enumerable.Range(0, pass.Nodes.Count).Where(i => pass.Nodes[i].Op != LaneOp.Arithmetic)
            .OrderBy(i => pass.Nodes[i].Op).ThenBy(i => pass.Nodes[i].A).ToList();
        foreach (int input in _inputs)
        {
            _locals[input] = _names.Take(NameOfInput(input));
        }

        foreach (LaneNode node in pass.Nodes.Where(n => takesGuards && BoundOf(n) >= 0))
        {
            var guard = new LaneGuard(BoundOf(node), node.Arithmetic);
            if (!_guards.ContainsKey(guard))
            {
                _guards[guard] = _names.Take(GuardName(guard));
            }
        }
    }

    /// <summary>The nodes that the lane is given: loads in the order of the arrays, then constants.</summary>
    public IReadOnlyList<int> Inputs => _inputs;

    /// <summary>The guards of bounds, which the lane is given after its inputs.</summary>
    public IEnumerable<LaneGuard> Guards => _guards.Keys;

    /// <summary>What a guard is called.</summary>
    public string GuardName(LaneGuard guard) =>
        (guard.Op == Op.Min ? "most" : "least") + Names.Capital(_locals[guard.Bound].TrimStart('@'));

    /// <summary>Declares a guard.</summary>
    /// <param name="w">Where.</param>
    /// <param name="names">The names taken there.</param>
    /// <param name="guard">The guard.</param>
    /// <param name="bound">What its bound is called there.</param>
    /// <returns>What it is called there.</returns>
    public string DeclareGuard(SourceWriter w, Names names, LaneGuard guard, string bound)
    {
        string name = names.Take(GuardName(guard));
        w.Line($"V {name} = {LaneSpelling.Guard(guard.Op, bound)};");
        return name;
    }

    /// <summary>The nodes that the lane gives back.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Whether the pass computes anything; a pass that only loads what it reduces needs no lane.</summary>
    public bool IsTrivial => Outputs.All(o => _pass.Nodes[o].Op != LaneOp.Arithmetic);

    public string InputName(int node) => _locals[node];

    /// <summary>What a lane's output is called where the lane is called.</summary>
    public string OutputName(int node)
    {
        LaneNode lane = _pass.Nodes[node];
        LaneStore? store = _pass.Stores.FirstOrDefault(s => s.Node == node);
        return lane.Name.Length > 0 ? lane.Name : store is not null ? _arrayName(store.Array) + "1" : "term";
    }

    /// <summary>Emits the lane as a method.</summary>
    /// <param name="w">Where.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="pack">What it returns where that is neither one register nor a tuple: a struct with fields E0, E1, ….</param>
    public void Emit(SourceWriter w, string name, string? pack = null)
    {
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        w.List($"private static {pack ?? ReturnType()} {name}<V, T>(", _inputs.Select(i => _locals[i]).Concat(_guards.Values).Select(p => "V " + p), ")");
        KernelEmitter.Constrain(w, "V : struct, Runtime::ILanes<V, T>", "T : unmanaged");
        w.Open();
        int[] uses = Uses();
        for (int i = 0; i < _pass.Nodes.Count; i++)
        {
            LaneNode node = _pass.Nodes[i];
            if (node.Op == LaneOp.Arithmetic && (uses[i] > 1 || node.Name.Length > 0))
            {
                string text = Compute(node);
                _locals[i] = _names.Take(node.Name.Length > 0 ? node.Name : SharedName(node.Arithmetic));
                w.Line($"V {_locals[i]} = {text};");
            }
        }

        if (pack is not null)
        {
            w.List("return new() { ", Outputs.Select((o, i) => FormattableString.Invariant($"E{i} = {Spell(o)}")), " };");
        }
        else
        {
            bool isOne = Outputs.Count == 1;
            w.List(isOne ? "return " : "return (", Tuples.Elements(Outputs.Select(Spell).ToList()), isOne ? ";" : ");");
        }

        w.Close();
    }

    private string ReturnType() => Tuples.Of(Outputs.Select(_ => "V").ToList());

    private string NameOfInput(int node)
    {
        LaneNode lane = _pass.Nodes[node];
        return lane.Op is LaneOp.Load or LaneOp.Turned or LaneOp.Shifted or LaneOp.Moved ? _arrayName(lane.A)
            : lane.Name.Length > 0 ? lane.Name
            : lane.Op == LaneOp.Constant && ConstantNames.Describe(_graph, lane.C) is { } description ? description
            : lane.Op switch
            {
                LaneOp.Constant => FormattableString.Invariant($"factor{lane.A}"),
                LaneOp.RowOf or LaneOp.ColumnOf => _arrayName(lane.A) + (lane.Op == LaneOp.RowOf ? "Row" : "Column"),
                LaneOp.Pairs => "pair",
                LaneOp.Draw => "drawn",
                LaneOp.Here => "here",
                LaneOp.Within => "within",
                LaneOp.Kept => "kept",
                _ => "row",
            };
    }

    private int[] Uses()
    {
        var uses = new int[_pass.Nodes.Count];
        foreach (int output in Outputs)
        {
            uses[output]++;
        }

        foreach (LaneNode node in _pass.Nodes.Where(n => n.Op == LaneOp.Arithmetic))
        {
            foreach (int operand in new[] { node.A, node.B, node.C }.Where(o => o >= 0))
            {
                uses[operand]++;
            }
        }

        return uses;
    }

    private string Spell(int node) => _locals.TryGetValue(node, out string name) ? name : Compute(_pass.Nodes[node]);

    private string Operand(int node) => _locals.TryGetValue(node, out string name) ? name
        : LaneSpelling.IsOperator(_pass.Nodes[node].Arithmetic) ? "(" + Compute(_pass.Nodes[node]) + ")"
        : Compute(_pass.Nodes[node]);

    private string Compute(LaneNode node) => BoundOf(node) is >= 0 and int bound && _guards.TryGetValue(new(bound, node.Arithmetic), out string guard)
        ? LaneSpelling.WithGuard(node.Arithmetic, Spell(bound == node.A ? node.B : node.A), Spell(bound), guard)
        : LaneSpelling.Compute(node, Spell, Operand);

    /// <summary>The constant that a value is compared with; −1 where there is none, or nothing else.</summary>
    private int BoundOf(LaneNode node)
    {
        bool IsConstant(int id) => _pass.Nodes[id].Op == LaneOp.Constant;
        return node.Op != LaneOp.Arithmetic || node.Arithmetic is not (Op.Min or Op.Max) || IsConstant(node.A) == IsConstant(node.B) ? -1
            : IsConstant(node.A) ? node.A : node.B;
    }

    public static string SharedName(Op op) => op switch
    {
        Op.Add => "sum",
        Op.Sub => "difference",
        Op.Mul => "product",
        Op.Div => "quotient",
        Op.Mad or Op.Fma => "combination",
        Op.Sqrt => "root",
        Op.Square => "square",
        Op.Neg => "negated",
        Op.Lt or Op.Le or Op.Eq or Op.Ne or Op.And or Op.Or or Op.Xor or Op.Not => "mask",
        Op.Select => "selected",
        _ => char.ToLowerInvariant(op.ToString()[0]) + op.ToString().Substring(1),
    };
}

/// <summary>What <see cref="Op.Min"/> or <see cref="Op.Max"/> needs beside a bound that is a constant.</summary>
/// <param name="Bound">The bound's node.</param>
/// <param name="Op">Which of the two.</param>
internal sealed record LaneGuard(int Bound, Op Op);
