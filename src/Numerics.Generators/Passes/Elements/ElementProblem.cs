using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;

namespace Numerics.Generators.Passes.Elements;

/// <summary>A problem that is written element by element, with its derivatives: one graph of numbers, in which value, gradient, Jacobian and
/// Hessian share what they have in common.</summary>
/// <remarks>Parameters of objective and constraints that have one name are one; arrays come first.</remarks>
internal sealed class ElementProblem
{
    /// <summary>The most operations of a function: beyond some 20,000 instructions the runtime no longer optimises a method.</summary>
    public const int MostOperations = 20_000;

    private readonly GraphBuilder _graph = new();
    private readonly Algebra _algebra;
    private readonly List<Parameter> _parameters = [];
    private readonly int _variable;

    public ElementProblem(ProblemModel problem)
    {
        (Objective, Constraints) = (problem.Objective, problem.Constraints);
        _algebra = new Algebra(_graph);
        Gather(problem.Objective, isArray: true);
        Gather(problem.Constraints, isArray: true);
        Gather(problem.Objective, isArray: false);
        Gather(problem.Constraints, isArray: false);
        RuleModel first = problem.First;
        _variable = PositionOf(first.Parameters[first.Variables[0]].Name);
        int[]? objective = problem.Objective is null ? null : Copy(problem.Objective);
        int[]? constraints = problem.Constraints is null ? null : Copy(problem.Constraints);
        Value = objective is null ? _algebra.Number(0) : objective[problem.Objective!.Results[0].Value];
        ConstraintValues = constraints is null ? [] : problem.Constraints!.Graph[problem.Constraints.Results[0].Value]
            .Operands.Select(o => constraints[o]).ToArray();
        Lengths = LengthsOfArrays();
        Elements = Enumerable.Range(0, Lengths[_variable]).Select(i => Element(_variable, i)).ToArray();
        NameElements();

        var adjoints = new ElementAdjoints(_algebra, Elements);
        Gradient = adjoints.Of(Value);
        Jacobian = new SparseMatrix(ConstraintValues.Select(adjoints.Of).ToList(), Elements.Count);
        Hessian = HessianOf(adjoints, Gradient);
        Multipliers = Enumerable.Range(0, ConstraintValues.Count).Select(i => Element(MultipliersIndex, i)).ToArray();
        Lagrangian = Multipliers.Zip(ConstraintValues, _algebra.Times).Aggregate(Value, _algebra.Plus);
        LagrangianGradient = WithMultipliers();
        LagrangianHessian = HessianOf(adjoints, LagrangianGradient);
    }

    public RuleModel? Objective { get; }

    public RuleModel? Constraints { get; }

    /// <summary>The parameters of objective and constraints.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The parameter by which is differentiated.</summary>
    public int Variable => _variable;

    /// <summary>The length of each array parameter.</summary>
    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Elements { get; }

    public IReadOnlyList<int> Multipliers { get; }

    /// <summary>The objective; 0 where there is none.</summary>
    public int Value { get; }

    public IReadOnlyList<int> ConstraintValues { get; }

    public SortedDictionary<int, int> Gradient { get; }

    public SparseMatrix Jacobian { get; }

    /// <summary>The objective's Hessian, whole.</summary>
    public SparseMatrix Hessian { get; }

    public int Lagrangian { get; }

    public SortedDictionary<int, int> LagrangianGradient { get; }

    /// <summary>The Lagrangian's Hessian, whole.</summary>
    public SparseMatrix LagrangianHessian { get; }

    public Algebra Algebra => _algebra;

    public Graph Graph => _graph.ToGraph();

    /// <summary>The pretended parameter of an array that some functions read beside the problem's own.</summary>
    public int MultipliersIndex => _parameters.Count;

    public int DirectionIndex => _parameters.Count + 1;

    public int WeightsIndex => _parameters.Count + 2;

    /// <summary>The parameters that a rule of the problem has.</summary>
    public IReadOnlyList<int> ParametersOf(RuleModel rule) =>
        Enumerable.Range(0, _parameters.Count).Where(p => rule.Parameters.Any(r => r.Name == _parameters[p].Name)).ToArray();

    /// <summary>An element of an array.</summary>
    public int Element(int parameter, int position)
    {
        Kind kind = parameter < _parameters.Count ? _parameters[parameter].Shape : Kind.Vec;
        int array = _graph.Add(new Node(Op.Load, kind, EquatableArray<int>.Empty, Index: parameter));
        int index = _graph.Add(Op.FromHost, Kind.Integer, _graph.Literal(position));
        return _graph.Add(Op.At, Kind.Scalar, array, index);
    }

    private int PositionOf(string name) => _parameters.FindIndex(p => p.Name == name);

    private void Gather(RuleModel? rule, bool isArray) => _parameters.AddRange(
        (rule?.Parameters ?? EquatableArray<Parameter>.Empty)
            .Where(p => p.Kind == ParameterKind.Array == isArray && PositionOf(p.Name) < 0));

    /// <summary>Adds a rule's graph with the problem's numbers of parameters.</summary>
    private int[] Copy(RuleModel rule)
    {
        bool[] needed = new RootedGraph(rule.Graph, new[] { rule.Results[0].Value }).Reachable();
        var moved = new int[needed.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            Node node = rule.Graph[i];
            if (!needed[i] || node.Op == Op.Listed)
            {
                continue;
            }

            bool isParameter = node.Op is Op.Parameter or Op.ScalarParameter or Op.Load;
            moved[i] = _graph.Add(node with
            {
                Operands = node.Operands.Select(o => moved[o]).ToArray(),
                Index = isParameter ? PositionOf(rule.Parameters[node.Index].Name) : node.Index,
            });
            if (rule.Graph.Names[i].Length > 0)
            {
                _graph.Suggest(moved[i], rule.Graph.Names[i]);
            }
        }

        return moved;
    }

    /// <summary>An array has as many elements as the highest position asks for.</summary>
    private int[] LengthsOfArrays()
    {
        var lengths = new int[_parameters.Count];
        Graph graph = _graph.ToGraph();
        foreach (Node node in graph.Nodes.Where(n => n.Op == Op.At))
        {
            int parameter = graph[node.A].Index;
            lengths[parameter] = Math.Max(lengths[parameter], ElementForm.PositionOf(graph, node)!.Value + 1);
        }

        return lengths;
    }

    private void NameElements()
    {
        Graph graph = _graph.ToGraph();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph[i].Op == Op.At)
            {
                string array = _parameters[graph[graph[i].A].Index].Name;
                _graph.Suggest(i, FormattableString.Invariant($"{array}{ElementForm.PositionOf(graph, graph[i])}"));
            }
        }
    }

    private SparseMatrix HessianOf(ElementAdjoints adjoints, SortedDictionary<int, int> gradient) => new(
        Enumerable.Range(0, Elements.Count)
            .Select(i => gradient.TryGetValue(i, out int slope) ? adjoints.Of(slope) : new SortedDictionary<int, int>()).ToList(),
        Elements.Count);

    /// <summary>∇f + Σ λᵢ·∇cᵢ.</summary>
    private SortedDictionary<int, int> WithMultipliers()
    {
        var sum = new SortedDictionary<int, int>(Gradient);
        for (int i = 0; i < Jacobian.Rows; i++)
        {
            foreach (KeyValuePair<int, int> entry in Jacobian.Lines[i])
            {
                int term = _algebra.Times(entry.Value, Multipliers[i]);
                sum[entry.Key] = sum.TryGetValue(entry.Key, out int others) ? _algebra.Plus(others, term) : term;
            }
        }

        return sum;
    }
}
