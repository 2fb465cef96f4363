using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;
using Numerics.Generators.Passes.Elements;

namespace Numerics.Generators.Emit.Elements;

/// <summary>The file of a problem that is written element by element: straight-line functions, patterns, and the problem as a value.</summary>
internal sealed class ElementEmitter
{
    private readonly ElementProblem _problem;
    private readonly ElementFunctions _functions;
    private readonly RuleModel _first;
    private readonly SourceWriter _writer = new();

    private ElementEmitter(ProblemModel problem)
    {
        _first = problem.First;
        _problem = new ElementProblem(problem);
        _functions = new ElementFunctions(_problem);
    }

    /// <summary>The file; null for a problem with more operations than a method should have, which the analyzer reports.</summary>
    public static string? Emit(ProblemModel problem)
    {
        var emitter = new ElementEmitter(problem);
        return emitter._functions.Operations > ElementProblem.MostOperations ? null : emitter.Emit();
    }

    private string Emit()
    {
        RuleEmitter.EmitHeader(_writer, _first, [Summary()], "using Vocabulary = global::Numerics;");
        if (_problem.Objective is { } objective)
        {
            BodyEmitter.Emit(_writer, objective);
        }

        RuleEmitter.EmitTypes(_writer, _first);
        bool isFirst = true;
        foreach ((string name, SparseMatrix matrix) in _functions.Patterns())
        {
            Separate(ref isFirst);
            EmitPattern(name, matrix);
        }

        Graph graph = _problem.Graph;
        foreach (ElementFunction function in _functions.All)
        {
            foreach (string element in new[] { "double", "float" })
            {
                Separate(ref isFirst);
                var emitter = new ElementFunctionEmitter(_problem, graph, function, element, _first);
                emitter.Emit(_writer);
                if (function.Matrix is not null)
                {
                    _writer.Line();
                    emitter.EmitDense(_writer);
                }
            }
        }

        if (_problem.Constraints is { } constraints)
        {
            _writer.Line();
            new ProblemEmitter(_problem, _first, constraints).Emit(_writer);
        }

        return RuleEmitter.Closed(_writer, _first);
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
        {
            _writer.Line();
        }

        isFirst = false;
    }

    private IEnumerable<string> Summary()
    {
        yield return FormattableString.Invariant($"{_problem.Elements.Count} variables, {_problem.ConstraintValues.Count} constraints");
        foreach ((string name, SparseMatrix matrix) in _functions.Patterns())
        {
            yield return FormattableString.Invariant($"{name}: {matrix.Entries.Count} of {matrix.Rows}×{matrix.Columns} entries");
        }
    }

    private void EmitPattern(string name, SparseMatrix matrix)
    {
        string access = _first.Accessibility;
        _writer.Line($"/// <summary>Where the rows of <c>{name}</c> begin among its entries; at the end how many it has.</summary>");
        EmitNumbers($"{access} static ReadOnlySpan<int> {ConstrainedNames.RowStarts(name)} => [", matrix.RowStarts);
        _writer.Line();
        _writer.Line($"/// <summary>The columns of the entries of <c>{name}</c>.</summary>");
        EmitNumbers($"{access} static ReadOnlySpan<int> {ConstrainedNames.Columns(name)} => [", matrix.ColumnIndices);
    }

    private void EmitNumbers(string head, IReadOnlyList<int> numbers) =>
        _writer.List(head, numbers.Select(n => HostTypes.Text(n)), "];");
}
