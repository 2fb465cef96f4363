using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;
using Numerics.Generators.Passes.Elements;

namespace Numerics.Generators.Emit.Elements;

/// <summary>The problem as a value, for solvers.</summary>
internal sealed class ProblemEmitter(ElementProblem problem, RuleModel first, RuleModel constraints)
{
    private const string Interface = "global::Numerics.Minimization.IConstrainedProblem";

    private readonly List<Parameter> _arrays = [.. problem.Parameters
        .Where((p, i) => p.Kind == ParameterKind.Array && i != problem.Variable)];

    private readonly List<Parameter> _numbers = [.. problem.Parameters.Where(p => p.Kind != ParameterKind.Array)];

    public void Emit(SourceWriter w)
    {
        string type = HostParameters.TypeOf(first);
        if (_arrays.Count == 0 && _numbers.All(p => p.Default is not null))
        {
            w.Line("/// <summary>The problem, for solvers.</summary>");
            w.Line($"{first.Accessibility} static {ConstrainedNames.Description} {ConstrainedNames.Problem} {{ get; }} = new();");
            w.Line();
        }

        w.Line("/// <summary>The problem with its numbers and data, for solvers.</summary>");
        w.List($"{first.Accessibility} sealed class {ConstrainedNames.Description}(", Parameters(), ")");
        w.Indent();
        w.Line($": {Interface}");
        w.Outdent();
        w.Open();
        EmitSizes(w, type);
        EmitEvaluation(w, type);
        w.Close();
    }

    private IEnumerable<string> Parameters()
    {
        int lastRequired = _numbers.FindLastIndex(p => p.Default is null);
        return _arrays.Select(a => $"ReadOnlyMemory<double> {Names.Escape(a.Name)}").Concat(_numbers.Select((p, i) =>
            $"{ElementFunctionEmitter.TypeOf(p)} {Names.Escape(p.Name)}" + (i > lastRequired ? " = " + p.Default : "")));
    }

    private void EmitSizes(SourceWriter w, string type)
    {
        string jacobian = ConstrainedNames.Jacobian(constraints.Method);
        string hessian = ConstrainedNames.LagrangianHessian;
        string pattern = "global::Numerics.Minimization.SparsePattern";
        w.Line("/// <inheritdoc/>");
        w.Line(FormattableString.Invariant($"public int VariableCount => {problem.Elements.Count};"));
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line(FormattableString.Invariant($"public int ConstraintCount => {problem.ConstraintValues.Count};"));
        foreach ((string name, string matrix) in new[] { ("JacobianPattern", jacobian), ("HessianPattern", hessian) })
        {
            w.Line();
            w.Line("/// <inheritdoc/>");
            w.Line($"public {pattern} {name} {{ get; }} = new(");
            w.Indent();
            w.Line(FormattableString.Invariant(
                $"{problem.Elements.Count}, {type}.{ConstrainedNames.RowStarts(matrix)}, {type}.{ConstrainedNames.Columns(matrix)});"));
            w.Outdent();
        }
    }

    private void EmitEvaluation(SourceWriter w, string type)
    {
        const string Read = "ReadOnlySpan<double> ";
        const string Write = "Span<double> ";
        var names = new Names([.. _arrays.Concat(_numbers).Select(p => p.Name)]);
        string x = names.Take("point");
        string multipliers = names.Take("multipliers");
        string gradient = names.Take("gradient");
        string values = names.Take("constraints");
        string jacobian = names.Take("jacobian");
        string hessian = names.Take("hessian");
        EmitCall(w, type, "double Evaluate", ConstrainedNames.FirstOrder, x, [Read + x, Write + gradient, Write + values, Write + jacobian]);
        EmitCall(
            w, type, "void LagrangianHessian", ConstrainedNames.LagrangianHessian, x, [Read + x, Read + multipliers, Write + hessian]);
        EmitCall(
            w, type, "double Evaluate", ConstrainedNames.SecondOrder, x,
            [Read + x, Read + multipliers, Write + gradient, Write + values, Write + jacobian, Write + hessian]);
    }

    private void EmitCall(SourceWriter w, string type, string head, string function, string x, IReadOnlyList<string> parameters)
    {
        IEnumerable<string> arrays = problem.Parameters.Where(p => p.Kind == ParameterKind.Array)
            .Select(p => p == problem.Parameters[problem.Variable] ? x : Names.Escape(p.Name) + ".Span");
        IEnumerable<string> others = parameters.Skip(1).Select(p => p.Substring(p.LastIndexOf(' ') + 1));
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.List($"public {head}(", parameters, ") =>");
        w.Indent();
        w.List($"{type}.{function}(", arrays.Concat(others).Concat(_numbers.Select(p => Names.Escape(p.Name))), ");");
        w.Outdent();
    }
}
