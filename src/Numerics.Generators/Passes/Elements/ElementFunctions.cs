using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;

namespace Numerics.Generators.Passes.Elements;

/// <summary>The functions that are emitted for a problem that is written element by element.</summary>
internal sealed class ElementFunctions
{
    private readonly ElementProblem _problem;
    private readonly HashSet<string> _taken;

    public ElementFunctions(ElementProblem problem)
    {
        _problem = problem;
        _taken = [.. problem.Parameters.Select(p => p.Name)];
        Multipliers = new ElementArray(Free("multipliers"), problem.ConstraintValues.Count);
        Direction = new ElementArray(Free("v"), problem.Elements.Count);
        Weights = new ElementArray(Free("u"), problem.ConstraintValues.Count);
        All = [.. OfObjective(), .. OfConstraints()];
    }

    /// <summary>The functions, in the order in which they are read.</summary>
    public IReadOnlyList<ElementFunction> All { get; }

    /// <summary>The arrays that some functions read beside the problem's own.</summary>
    public ElementArray Multipliers { get; }

    public ElementArray Direction { get; }

    public ElementArray Weights { get; }

    /// <summary>The patterns of the matrices, by the name of the function that fills each.</summary>
    public IEnumerable<(string Name, SparseMatrix Matrix)> Patterns()
    {
        if (_problem.Objective is { } objective)
        {
            yield return (ConstrainedNames.Hessian(objective.Method), _problem.Hessian.Lower());
        }

        if (_problem.Constraints is { } constraints)
        {
            yield return (ConstrainedNames.Jacobian(constraints.Method), _problem.Jacobian);
            yield return (ConstrainedNames.LagrangianHessian, _problem.LagrangianHessian.Lower());
        }
    }

    /// <summary>How many operations the largest function has.</summary>
    public int Operations => All.Max(f => Count(_problem.Graph, f));

    private static int Count(Graph graph, ElementFunction function)
    {
        bool[] needed = new RootedGraph(graph, RootsOf(function).ToArray()).Reachable();
        return Enumerable.Range(0, needed.Length).Count(i => needed[i] && graph[i].Op.IsArithmetic());
    }

    /// <summary>The nodes that a function returns and writes.</summary>
    public static IEnumerable<int> RootsOf(ElementFunction function) => function.Outputs.SelectMany(o => o.Values).Where(v => v >= 0)
        .Concat(function.Returned is int returned ? [returned] : []);

    private IEnumerable<ElementFunction> OfObjective()
    {
        if (_problem.Objective is not { } objective)
        {
            yield break;
        }

        IReadOnlyList<int> own = _problem.ParametersOf(objective);
        string hessian = ConstrainedNames.Hessian(objective.Method);
        yield return new(objective.Method, null, own, [], [], _problem.Value);
        yield return new(
            Objectives.GradientName(objective.Method), "The objective's value; writes its gradient.", own, [], [Gradient], _problem.Value);
        yield return new(
            Objectives.HessianVectorName(objective.Method), "Writes the objective's Hessian times a vector.", own, [Direction],
            [Dense("hv", Times(_problem.Hessian))], null);
        yield return new(
            hessian, "Writes the objective's Hessian: the entries on and below the diagonal, row after row.", own, [],
            [new(Free("hessian"), _problem.Hessian.Lower().Entries)], null)
        { Matrix = (Free("hessian"), hessian, true) };
    }

    private IEnumerable<ElementFunction> OfConstraints()
    {
        if (_problem.Constraints is not { } constraints)
        {
            yield break;
        }

        IReadOnlyList<int> own = _problem.ParametersOf(constraints);
        IReadOnlyList<int> all = Enumerable.Range(0, _problem.Parameters.Count).ToArray();
        string jacobian = ConstrainedNames.Jacobian(constraints.Method);
        yield return new(constraints.Method, null, own, [], [Constraints], null);
        yield return new(
            jacobian, "Writes the constraints and their Jacobian: its entries, row after row.", own, [], [Constraints, Jacobian], null)
        {
            Matrix = (Jacobian.Name, jacobian, false),
        };
        yield return new(
            ConstrainedNames.JacobianVector(constraints.Method), "Writes the constraints' Jacobian times a vector.", own, [Direction],
            [new(Free("jv"), Enumerable.Range(0, _problem.Jacobian.Rows).Select(i => Times(_problem.Jacobian, i)).ToArray())], null);
        yield return new(
            ConstrainedNames.JacobianTransposeVector(constraints.Method), "Writes the constraints' transposed Jacobian times a vector.",
            own, [Weights], [Dense("jtu", TransposeTimes())], null);
        yield return new(
            ConstrainedNames.LagrangianGradient, "The Lagrangian f(x) + λᵀc(x); writes its gradient.", all, [Multipliers],
            [Dense("gradient", _problem.LagrangianGradient)], _problem.Lagrangian);
        yield return new(
            ConstrainedNames.LagrangianHessian,
            "Writes the Hessian of the Lagrangian f(x) + λᵀc(x): the entries on and below the diagonal, row after row.", all,
            [Multipliers], [Hessian], null)
        { Matrix = (Hessian.Name, ConstrainedNames.LagrangianHessian, true) };
        yield return new(
            ConstrainedNames.LagrangianHessianVector, "Writes the Hessian of the Lagrangian f(x) + λᵀc(x) times a vector.", all,
            [Multipliers, Direction], [Dense("hv", Times(_problem.LagrangianHessian))], null);
        yield return new(
            ConstrainedNames.FirstOrder, "The objective's value; writes its gradient, the constraints and their Jacobian.", all, [],
            [Gradient, Constraints, Jacobian], _problem.Value);
        yield return new(
            ConstrainedNames.SecondOrder,
            "The objective's value; writes its gradient, the constraints, their Jacobian and the Hessian of the Lagrangian.", all,
            [Multipliers], [Gradient, Constraints, Jacobian, Hessian], _problem.Value);
    }

    private ElementOutput Gradient => Dense("gradient", _problem.Gradient);

    private ElementOutput Constraints => new(Free("c"), _problem.ConstraintValues);

    private ElementOutput Jacobian => new(Free("jacobian"), _problem.Jacobian.Entries);

    private ElementOutput Hessian => new(Free("hessian"), _problem.LagrangianHessian.Lower().Entries);

    /// <summary>An array with an element for each of the variable's.</summary>
    private ElementOutput Dense(string name, IReadOnlyDictionary<int, int> values) => new(
        Free(name), Enumerable.Range(0, _problem.Elements.Count).Select(i => values.TryGetValue(i, out int value) ? value : -1).ToArray());

    private SortedDictionary<int, int> Times(SparseMatrix matrix) => new(Enumerable.Range(0, matrix.Rows)
        .Select(i => (Row: i, Sum: Times(matrix, i))).Where(s => s.Sum >= 0).ToDictionary(s => s.Row, s => s.Sum));

    /// <summary>Row i times the direction; −1 for an empty row.</summary>
    private int Times(SparseMatrix matrix, int row)
    {
        int sum = -1;
        foreach (KeyValuePair<int, int> entry in matrix.Lines[row])
        {
            int term = _problem.Algebra.Times(entry.Value, _problem.Element(_problem.DirectionIndex, entry.Key));
            sum = sum < 0 ? term : _problem.Algebra.Plus(sum, term);
        }

        return sum;
    }

    private SortedDictionary<int, int> TransposeTimes()
    {
        var sums = new SortedDictionary<int, int>();
        for (int i = 0; i < _problem.Jacobian.Rows; i++)
        {
            foreach (KeyValuePair<int, int> entry in _problem.Jacobian.Lines[i])
            {
                int term = _problem.Algebra.Times(entry.Value, _problem.Element(_problem.WeightsIndex, i));
                sums[entry.Key] = sums.TryGetValue(entry.Key, out int others) ? _problem.Algebra.Plus(others, term) : term;
            }
        }

        return sums;
    }

    /// <summary>The name, or one like it that no parameter has.</summary>
    private string Free(string name)
    {
        while (_taken.Contains(name))
        {
            name += "1";
        }

        return name;
    }
}
