using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;

namespace Numerics.Generators.Emit;

/// <summary>The problem of constraints over arrays as a value, for solvers: its derivatives are the emitted products with vectors.</summary>
internal sealed class ProductProblemEmitter
{
    private const string Base = "global::Numerics.Minimization.PatternedProblem";
    private const string Pattern = "global::Numerics.Minimization.SparsePattern?";
    private const string Read = "ReadOnlySpan<double> ";
    private const string Write = "Span<double> ";

    private readonly RuleModel _first;
    private readonly RuleModel? _objective;
    private readonly RuleModel _constraints;
    private readonly string _variable;
    private readonly List<Parameter> _data;
    private readonly List<Parameter> _numbers;
    private readonly Names _names;
    private readonly string _type;

    private ProductProblemEmitter(ProblemModel problem)
    {
        (_first, _objective, _constraints) = (problem.First, problem.Objective, problem.Constraints!);
        _variable = _constraints.Parameters[_constraints.Variables[0]].Name;
        List<Parameter> all = ConstrainedRules.LagrangianParameters(_objective, _constraints);
        _data = [.. all.Where(p => p.Kind == ParameterKind.Array && p.Name != _variable)];
        _numbers = [.. all.Where(p => p.Kind != ParameterKind.Array)];
        _names = new Names([.. _data.Concat(_numbers).Select(p => p.Name)]);
        _type = HostParameters.TypeOf(_first);
    }

    /// <summary>The file; null where there is no such problem: no constraints, or a matrix as the variable.</summary>
    public static string? Emit(ProblemModel problem) =>
        problem.Constraints is { } c && c.Graph[c.Results[0].Value].Op != Op.Listed && c.Variables.Count == 1
            && c.Parameters[c.Variables[0]].Shape is Kind.Vec or Kind.Row or Kind.Col
            ? new ProductProblemEmitter(problem).Emit()
            : null;

    /// <summary>The file's name.</summary>
    public static string HintName(ProblemModel problem) =>
        RuleEmitter.HintName(problem.Constraints!).Replace(".g.cs", "." + ConstrainedNames.Problem + ".g.cs");

    private string Emit()
    {
        var w = new SourceWriter();
        RuleEmitter.EmitHeader(w, _constraints, []);
        RuleEmitter.EmitTypes(w, _constraints);
        (string variables, string constraints) = (_names.Take("variableCount"), _names.Take("constraintCount"));
        string pattern = _names.Take("jacobianPattern");
        if (_data.Count == 0 && _numbers.All(p => p.Default is not null))
        {
            w.Line("/// <summary>The problem of so many variables and constraints, for solvers.</summary>");
            w.Line($"{_first.Accessibility} static {ConstrainedNames.Description} {ConstrainedNames.Problem}(int {variables}, int {constraints}) =>");
            w.Indent();
            w.Line($"new({variables}, {constraints});");
            w.Outdent();
            w.Line();
        }

        w.Line("/// <summary>The problem with its sizes, data and numbers, for solvers. The Jacobian's pattern may be told: its entries then");
        w.Line("/// come of products.</summary>");
        w.List($"{_first.Accessibility} sealed class {ConstrainedNames.Description}(", Parameters(variables, constraints, pattern), ")");
        w.Indent();
        w.Line($": {Base}({variables}, {constraints}, {pattern})");
        w.Outdent();
        w.Open();
        EmitMethods(w);
        w.Close();
        return RuleEmitter.Closed(w, _constraints);
    }

    private IEnumerable<string> Parameters(string variables, string constraints, string pattern)
    {
        int lastRequired = _numbers.FindLastIndex(p => p.Default is null);
        return new[] { $"int {variables}", $"int {constraints}" }
            .Concat(_data.Select(a => $"{TypeOf(a)} {Names.Escape(a.Name)}"))
            .Concat(_numbers.Select((p, i) => $"{NumberType(p)} {Names.Escape(p.Name)}" + (i > lastRequired ? " = " + p.Default : "")))
            .Concat([$"{Pattern} {pattern} = null"]);
    }

    private static string TypeOf(Parameter array) => array.Shape switch
    {
        Kind.Csr => "global::Numerics.CsrMatrix<double>",
        Kind.Vec or Kind.Row or Kind.Col => "ReadOnlyMemory<double>",
        _ => "Tensor<double>",
    };

    private static string NumberType(Parameter p) => p.Kind switch
    {
        ParameterKind.Scalar => HostTypes.Double,
        ParameterKind.Integer => HostTypes.Long,
        _ => p.Type,
    };

    private void EmitMethods(SourceWriter w)
    {
        (string x, string multipliers, string v) = (_names.Take("point"), _names.Take("multipliers"), _names.Take("vector"));
        (string gradient, string values, string product) = (_names.Take("gradient"), _names.Take("constraints"), _names.Take("product"));
        EmitHead(w, "double Evaluate", [Read + x, Write + gradient, Write + values]);
        w.Open();
        EmitCall(w, "", _constraints, _constraints.Method, x, [values]);
        if (_objective is null)
        {
            w.Line($"{gradient}.Clear();");
            w.Line("return 0;");
        }
        else
        {
            EmitCall(w, "return ", _objective, Objectives.GradientName(_objective.Method), x, [gradient]);
        }

        w.Close();
        foreach ((string method, string rule) in new[]
        {
            ("JacobianVector", ConstrainedNames.JacobianVector(_constraints.Method)),
            ("JacobianTransposeVector", ConstrainedNames.JacobianTransposeVector(_constraints.Method)),
        })
        {
            w.Line();
            EmitHead(w, "void " + method, [Read + x, Read + v, Write + product]);
            w.Indent();
            EmitCall(w, "=> ", _constraints, rule, x, [v, product]);
            w.Outdent();
        }

        w.Line();
        EmitHead(w, "void " + ConstrainedNames.LagrangianHessianVector, [Read + x, Read + multipliers, Read + v, Write + product]);
        w.Indent();
        EmitCall(w, "=> ", null, ConstrainedNames.LagrangianHessianVector, x, [multipliers, v, product]);
        w.Outdent();
    }

    private static void EmitHead(SourceWriter w, string head, IReadOnlyList<string> parameters)
    {
        w.Line("/// <inheritdoc/>");
        w.List($"public override {head}(", parameters, ")");
    }

    /// <summary>A call of an emitted function: the rule's parameters as they are declared, further arrays and the result after the last
    /// array; of the Lagrangian, all arrays and then all numbers.</summary>
    private void EmitCall(SourceWriter w, string head, RuleModel? rule, string method, string x, IReadOnlyList<string> added)
    {
        IReadOnlyList<Parameter> parameters = rule is not null
            ? [.. rule.Parameters]
            : [.. ConstrainedRules.LagrangianParameters(_objective, _constraints)];
        int lastArray = Enumerable.Range(0, parameters.Count).Last(p => parameters[p].Kind == ParameterKind.Array);
        List<string> arguments = [.. parameters.Select(p => p.Name == _variable ? x
            : Names.Escape(p.Name) + (p.Kind == ParameterKind.Array && TypeOf(p) == "ReadOnlyMemory<double>" ? ".Span" : ""))];
        arguments.InsertRange(lastArray + 1, added);
        w.List($"{head}{_type}.{Names.Escape(method)}(", arguments, ");");
    }
}
