using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>The promises of a rule as values: what they name is called, never looked up.</summary>
internal sealed class PromiseEmitter(RuleModel rule)
{
    private const string Runtime = "Runtime::";
    private const string List = "IReadOnlyList<";

    public void Emit(SourceWriter w)
    {
        if (rule.Promises.Count == 0)
        {
            return;
        }

        // Made when they are asked for: two rules may promise something of each other.
        w.Line();
        w.Line($"private {List}{Runtime}Promise>? _promises;");
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override {List}{Runtime}Promise> Promises => _promises ??=");
        w.Line("[");
        w.Indent();
        foreach (Promise p in rule.Promises)
        {
            Emit(w, p);
        }

        w.Outdent();
        w.Line("];");
    }

    private void Emit(SourceWriter w, Promise p)
    {
        string[] arguments =
        [
            $"{SymbolDisplay.FormatLiteral(p.Text, quote: true)}, [{string.Join(", ", p.When.Select(Spell))}]",
            .. Arguments(p),
        ];
        w.Line($"new {Runtime}{p.GetType().Name}Promise(");
        w.Indent();
        for (int i = 0; i < arguments.Length; i++)
        {
            w.Line(arguments[i] + (i < arguments.Length - 1 ? "," : "),"));
        }

        w.Outdent();
    }

    private string Spell(Setting s) => FormattableString.Invariant(
        $"new {Runtime}HostSetting({HostParameters.PositionOf(rule, s.Parameter)}, {HostTypes.Text(s.Value)})");

    private IEnumerable<string> Arguments(Promise promise) => promise switch
    {
        Bounded p => [Spell(p.By), p.Norm, p.IsRelative ? "true" : "false"],
        Equivariant p => [p.Symmetry],
        Decreases p => [Spell(p.Potential), p.Factor is null ? "null" : Spell(p.Factor)],
        Conjugate p => [Spell(p.Function), Spell(p.Subgradient)],
        StronglyConvex p => [p.Modulus is null ? "null" : Spell(p.Modulus), p.Norm],
        ReducesTo p =>
        [
            p.Rule,
            $"[{string.Join(", ", p.Arrays.Select(HostTypes.Text))}]",
            $"[{string.Join(", ", p.Scalars.Select(HostTypes.Text))}]",
            $"[{string.Join(", ", p.Host.Select(Spell))}]",
            HostTypes.Text(p.Roundings),
        ],
        _ => [],
    };

    private string Spell(RuleArgument a) => FormattableString.Invariant(
        $"new {Runtime}HostArgument({(a.Parameter < 0 ? -1 : HostParameters.PositionOf(rule, a.Parameter))}, {HostTypes.Text(a.Value)})");

    /// <summary>A number or array as a function of the rule's arguments.</summary>
    private string Spell(Quantity q)
    {
        IEnumerable<string> arguments = q.Arguments.Select(a => $"{Names.Escape(a.Name)}: {RuleArguments.Spell(rule, a.Parameter)}");
        string value = q.Method.Length == 0
            ? FormattableString.Invariant($"host[{HostParameters.PositionOf(rule, q.Arguments[0].Parameter)}]")
            : $"{q.Method}({string.Join(", ", arguments)}){(q.IsScalar ? ".Value" : "")}";
        return $"static (arrays, scalars, host) => {value}";
    }
}
