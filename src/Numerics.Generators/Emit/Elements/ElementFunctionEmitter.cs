using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Derivatives;
using Numerics.Generators.Passes.Elements;

namespace Numerics.Generators.Emit.Elements;

/// <summary>One function of a problem that is written element by element, for one element type. All arithmetic is in double; the overload on
/// <see cref="float"/> widens what it reads and rounds what it writes.</summary>
internal sealed class ElementFunctionEmitter(
    ElementProblem problem, Graph whole, ElementFunction function, string element, RuleModel first)
{
    private readonly List<string> _arrays = [.. function.Parameters.Where(p => IsArray(problem, p)).Select(p => problem.Parameters[p].Name)
        .Concat(function.Inputs.Select(i => i.Name))];

    public void Emit(SourceWriter w)
    {
        EmitSummary(w);
        FacadeEmitter.EmitSignature(w, Head, Parameters(_ => $"Span<{element}>"));
        w.Open();
        EmitChecks(w, dense: null);
        if (element == HostTypes.Double)
        {
            EmitBody(w);
        }
        else
        {
            EmitWide(w);
        }

        w.Close();
    }

    /// <summary>The overload that writes the matrix with its zeros.</summary>
    public void EmitDense(SourceWriter w)
    {
        (string output, string pattern, bool isSymmetric) = function.Matrix!.Value;
        ElementOutput matrix = function.Outputs.First(o => o.Name == output);
        int rows = isSymmetric ? problem.Elements.Count : problem.ConstraintValues.Count;
        var names = new Names([.. AllNames()]);
        string entries = names.Take("entries");
        w.Line($"/// <summary>{function.Summary!.Split(':')[0].TrimEnd('.')}, all of it.</summary>");
        FacadeEmitter.EmitSignature(w, Head, Parameters(o => o == output ? $"TensorSpan<{element}>" : $"Span<{element}>"));
        w.Open();
        EmitChecks(w, dense: output);
        w.Line(FormattableString.Invariant(
            $"Runtime::Elements.Shape({Names.Escape(output)}, {rows}, {problem.Elements.Count}, \"{output}\");"));
        w.Line(FormattableString.Invariant($"Span<{element}> {entries} = stackalloc {element}[{matrix.Values.Count}];"));
        w.List($"{Call}(", Arguments(name => name == output ? entries : Names.Escape(name)), ");");
        w.List(
            $"Runtime::Elements.Fill{(isSymmetric ? "Symmetric" : "")}(",
            [
                Member(ConstrainedNames.RowStarts(pattern)), Member(ConstrainedNames.Columns(pattern)), entries, Names.Escape(output),
            ],
            ");");
        w.Close();
    }

    private static bool IsArray(ElementProblem problem, int parameter) => problem.Parameters[parameter].Kind == ParameterKind.Array;

    private string Head => $"{first.Accessibility} static {(function.Returned is null ? "void" : "double")} {Names.Escape(function.Name)}";

    private string Call => Member(Names.Escape(function.Name));

    private string Member(string name) => AllNames().Contains(name) ? $"{HostParameters.TypeOf(first)}.{name}" : name;

    private IEnumerable<int> Numbers => function.Parameters.Where(p => !IsArray(problem, p));

    private IEnumerable<string> AllNames() =>
        _arrays.Concat(function.Outputs.Select(o => o.Name)).Concat(Numbers.Select(p => problem.Parameters[p].Name));

    private void EmitSummary(SourceWriter w)
    {
        string? written = function.Name == problem.Objective?.Method ? problem.Objective.DocumentationId
            : function.Name == problem.Constraints?.Method ? problem.Constraints.DocumentationId : null;
        w.Line(written is null ? $"/// <summary>{function.Summary}</summary>" : $"/// <inheritdoc cref=\"{written}\"/>");
    }

    private List<string> Parameters(Func<string, string> outputType)
    {
        List<string> parameters = [.. _arrays.Select(a => $"ReadOnlySpan<{element}> {Names.Escape(a)}")];
        parameters.AddRange(function.Outputs.Select(o => $"{outputType(o.Name)} {Names.Escape(o.Name)}"));
        List<Parameter> numbers = [.. Numbers.Select(p => problem.Parameters[p])];
        int lastRequired = numbers.FindLastIndex(p => p.Default is null);
        parameters.AddRange(numbers.Select((p, i) =>
            $"{TypeOf(p)} {Names.Escape(p.Name)}" + (i > lastRequired ? " = " + p.Default : "")));
        return parameters;
    }

    /// <summary>The C# type of a number that is passed.</summary>
    public static string TypeOf(Parameter p) => p.Kind == ParameterKind.Scalar ? HostTypes.Double : p.Type;

    private IEnumerable<string> Arguments(Func<string, string> array) => _arrays.Concat(function.Outputs.Select(o => o.Name)).Select(array)
        .Concat(Numbers.Select(p => Names.Escape(problem.Parameters[p].Name)));

    private int LengthOf(string array) => function.Inputs.FirstOrDefault(i => i.Name == array)?.Length
        ?? function.Outputs.FirstOrDefault(o => o.Name == array)?.Values.Count
        ?? problem.Lengths[function.Parameters.First(p => problem.Parameters[p].Name == array)];

    /// <summary>All that can be wrong, before anything is written.</summary>
    private void EmitChecks(SourceWriter w, string? dense)
    {
        List<string> written = [.. function.Outputs.Select(o => o.Name).Where(o => o != dense)];
        foreach (string array in _arrays.Concat(written))
        {
            w.Line(FormattableString.Invariant($"Runtime::Elements.Length({Names.Escape(array)}.Length, {LengthOf(array)}, \"{array}\");"));
        }

        for (int o = 0; o < written.Count; o++)
        {
            foreach (string other in _arrays.Concat(written.Take(o)))
            {
                w.Line($"Runtime::Elements.Apart({Names.Escape(written[o])}, {Names.Escape(other)}, \"{written[o]}\", \"{other}\");");
            }
        }

        foreach (int p in Numbers)
        {
            HostParameters.EmitCheck(w, problem.Parameters[p], Names.Escape(problem.Parameters[p].Name));
        }
    }

    private void EmitBody(SourceWriter w)
    {
        List<int> roots = [.. ElementFunctions.RootsOf(function)];
        RootedGraph rooted = Rewriting.Rewrite(new RootedGraph(whole, roots.ToArray()), Simpler);
        var names = new Names([.. AllNames()]);
        Dictionary<int, string> locals = EmitElements(w, rooted.Graph, names);
        string? Leaf(int id) => rooted.Graph[id].Op switch
        {
            Op.At => locals[id],
            Op.Parameter or Op.ScalarParameter => Names.Escape(problem.Parameters[rooted.Graph[id].Index].Name),
            _ => null,
        };
        var program = new ScalarProgram(
            rooted.Graph, names, Leaf, first.ChecksOverflow, "Vocabulary::Functions.", isFormula: true);
        program.Declare(w, rooted.Roots.ToArray());
        int next = 0;
        foreach (ElementOutput output in function.Outputs)
        {
            for (int i = 0; i < output.Values.Count; i++)
            {
                string value = output.Values[i] < 0 ? "0" : program.Spell(rooted.Roots[next++]);
                w.Line(FormattableString.Invariant($"{Names.Escape(output.Name)}[{i}] = {value};"));
            }
        }

        if (function.Returned is not null)
        {
            w.Line($"return {program.Spell(rooted.Roots[next])};");
        }
    }

    /// <summary>Squares of names read best as products; the bits are the same.</summary>
    private static int Simpler(GraphBuilder graph, Node node, int id) => node.Op == Op.Square
        ? graph.Add(Op.Mul, node.Kind, node.A, node.A)
        : graph.Add(node);

    /// <summary>A local for each element that the function reads.</summary>
    private Dictionary<int, string> EmitElements(SourceWriter w, Graph graph, Names names)
    {
        Dictionary<int, string> locals = [];
        foreach ((int id, string array, int position) in Enumerable.Range(0, graph.Nodes.Count)
            .Where(i => graph[i].Op == Op.At)
            .Select(i => (i, Array(graph[graph[i].A].Index), ElementForm.PositionOf(graph, graph[i])!.Value))
            .OrderBy(e => _arrays.IndexOf(e.Item2)).ThenBy(e => e.Value))
        {
            locals[id] = names.Take(FormattableString.Invariant($"{array}{position}"));
            w.Line(FormattableString.Invariant($"double {locals[id]} = {Names.Escape(array)}[{position}];"));
        }

        return locals;
    }

    private string Array(int parameter) => parameter < problem.Parameters.Count ? problem.Parameters[parameter].Name
        : parameter == problem.MultipliersIndex ? function.Inputs[0].Name
        : function.Inputs[function.Inputs.Count - 1].Name;

    /// <summary>The function on double, from widened arrays and to ones that are rounded.</summary>
    private void EmitWide(SourceWriter w)
    {
        var names = new Names([.. AllNames()]);
        var wide = _arrays.Concat(function.Outputs.Select(o => o.Name)).ToDictionary(a => a, a => names.Take("wide" + Names.Capital(a)));
        foreach (KeyValuePair<string, string> array in wide)
        {
            w.Line(FormattableString.Invariant($"Span<double> {array.Value} = stackalloc double[{LengthOf(array.Key)}];"));
        }

        foreach (string array in _arrays)
        {
            w.Line($"Runtime::Elements.Widen({Names.Escape(array)}, {wide[array]});");
        }

        string value = names.Take("value");
        w.List((function.Returned is null ? "" : $"double {value} = ") + $"{Call}(", Arguments(a => wide[a]), ");");
        foreach (ElementOutput output in function.Outputs)
        {
            w.Line($"Runtime::Elements.Round({wide[output.Name]}, {Names.Escape(output.Name)});");
        }

        if (function.Returned is not null)
        {
            w.Line($"return {value};");
        }
    }
}
