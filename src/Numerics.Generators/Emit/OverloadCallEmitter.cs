using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The call of the overloads on spans behind one call shape.</summary>
internal sealed class OverloadCallEmitter(RuleModel rule, EquatableArray<PlanArray> arrays)
{
    private const string Call = "call";

    /// <summary>The locals of parameters that are passed by reference, by the parameters' positions.</summary>
    private readonly Dictionary<int, string> _references = Locals(rule);

    public void Emit(SourceWriter w)
    {
        EmitCall(w, "float");
        EmitCall(w, "double");
    }

    private static Dictionary<int, string> Locals(RuleModel rule)
    {
        var names = new Names(Call, "returned");
        return Enumerable.Range(0, rule.Parameters.Count)
            .Where(i => rule.Parameters[i].Kind != ParameterKind.Array && rule.Results.Any(r => r.Updates == i))
            .ToDictionary(i => i, i => names.Take(rule.Parameters[i].Name));
    }

    private void EmitCall(SourceWriter w, string element)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        string head = $"public override void Call(Runtime::OverloadCall<{element}> {Call})";
        string method = DefinitionEmitter.MethodName(rule) + "(";
        if (!rule.Results.Any(r => r.Kind != Kind.Vec))
        {
            w.Line(head);
            w.Indent();
            w.List("=> " + method, Arguments(), ");");
            w.Outdent();
            return;
        }

        w.Open(head);
        foreach (KeyValuePair<int, string> reference in _references)
        {
            w.Line($"{NumberType(reference.Key)} {reference.Value} = {Number(reference.Key)};");
        }

        w.List((Returned().Count > 0 ? "var returned = " : "") + method, Arguments(), ");");
        EmitResults(w);
        w.Close();
    }

    private void EmitResults(SourceWriter w)
    {
        List<int> numbers = [.. Enumerable.Range(0, rule.Results.Count).Where(i => rule.Results[i].Kind != Kind.Vec)];
        List<int> returned = Returned();
        for (int slot = 0; slot < numbers.Count; slot++)
        {
            string value = rule.Results[numbers[slot]].Updates is >= 0 and int updated
                ? _references[updated]
                : returned.Count == 1
                    ? "returned"
                    : FormattableString.Invariant($"returned.Item{returned.IndexOf(numbers[slot]) + 1}");
            w.Line(FormattableString.Invariant($"{Call}.Results[{slot}] = {value};"));
        }
    }

    /// <summary>The numbers that no parameter takes.</summary>
    private List<int> Returned() => [.. Enumerable.Range(0, rule.Results.Count)
        .Where(i => rule.Results[i].Kind != Kind.Vec && rule.Results[i].Updates < 0)];

    /// <summary>The arguments in the overload's order: destinations stand after the last array.</summary>
    private IEnumerable<string> Arguments()
    {
        int inputs = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        int array = 0;
        for (int i = 0; i < rule.Parameters.Count; i++)
        {
            if (rule.Parameters[i].Kind != ParameterKind.Array)
            {
                yield return _references.TryGetValue(i, out string? local) ? "ref " + local : Number(i);
                continue;
            }

            yield return ArrayText(array++);
            for (int d = inputs; array == inputs && d < arrays.Count; d++)
            {
                yield return ArrayText(d);
            }
        }
    }

    private static string ArrayText(int index) => FormattableString.Invariant($"{Call}.Array({index})");

    private string Number(int i) => rule.Parameters[i].Kind == ParameterKind.Scalar
        ? FormattableString.Invariant($"{Call}.Scalars[{rule.Parameters.Take(i).Count(p => p.Kind == ParameterKind.Scalar)}]")
        : HostParameters.FromDouble(rule, i, Call + ".Host");

    private string NumberType(int i) =>
        rule.Parameters[i].Kind == ParameterKind.Scalar ? HostTypes.Double : rule.Parameters[i].Type;
}
