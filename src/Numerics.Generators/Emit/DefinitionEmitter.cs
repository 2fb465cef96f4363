using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>The call of the rule's own method on eager values.</summary>
internal sealed class DefinitionEmitter(RuleModel rule)
{
    private const string Runtime = "Runtime::";
    private const string List = "IReadOnlyList<";

    public void Emit(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override {Runtime}DefinitionResult Define(");
        w.Line($"    {List}global::Numerics.Vec> arrays, {List}global::Numerics.Scalar> scalars, ReadOnlySpan<double> host)");
        w.Open();
        string arguments = string.Join(", ", Enumerable.Range(0, rule.Parameters.Count).Select(i => RuleArguments.Spell(rule, i)));
        w.Line($"var result = {MethodName(rule)}({arguments});");
        w.Line($"return new {Runtime}DefinitionResult(");
        w.Indent();
        w.Line($"[{Results(Kind.Vec)}],");
        w.Line($"[{Results(Kind.Scalar, Kind.Host)}]);");
        w.Outdent();
        w.Close();
    }

    /// <summary>The rule's method: inside the emitted class a method's name alone may be one of that class's own members.</summary>
    public static string MethodName(RuleModel rule) => "global::" + (rule.Namespace.Length == 0 ? "" : rule.Namespace + ".")
        + string.Join(".", rule.Types.Select(t => Names.Escape(t.Name))) + "." + Names.Escape(rule.Method);

    private string Results(params Kind[] kinds) => string.Join(", ", Enumerable.Range(0, rule.Results.Count)
        .Where(i => kinds.Contains(rule.Results[i].Kind))
        .Select(i => $"({Name(rule.Results[i])}, {Value(i)})"));

    private static string Name(Result result) => result.Name.Length == 0 ? "null" : $"\"{result.Name}\"";

    private string Value(int i)
    {
        string value = rule.ReturnsTuple ? FormattableString.Invariant($"result.Item{i + 1}") : "result";
        return rule.Results[i].Kind == Kind.Scalar ? value + ".Value" : value;
    }
}
