using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>The overloads that a user calls: on views of a device's memory.</summary>
/// <remarks>Numbers that are known when the kernel runs stay on the device: each is a view of one double.</remarks>
/// <param name="rule">The rule.</param>
/// <param name="plans">Its plans.</param>
/// <param name="container">The class that the overloads stand in, in full.</param>
internal sealed class DeviceFacadeEmitter(RuleModel rule, PlanSet plans, string container)
{
    private const string Number = "Ilgpu::ArrayView<double>";

    private readonly string[] _names = rule.Parameters.Select(p => Names.Escape(p.Name)).ToArray();
    private readonly List<string> _results = ResultNames(rule, plans);

    /// <summary>The Scalar results that no parameter takes, by the names of their arguments.</summary>
    public static List<string> ResultNames(RuleModel rule, PlanSet plans)
    {
        var taken = new Names(rule.Parameters.Select(p => p.Name)
            .Concat(plans.Variants[0].Arrays.Where(a => a.Parameter < 0).Select(a => a.Name)).ToArray());
        return rule.Results.Where(r => r.Kind == Kind.Scalar && r.Updates < 0)
            .Select(r => taken.Take(r.Name.Length > 0 ? r.Name : "result")).ToList();
    }

    public void Emit(SourceWriter w, string element)
    {
        w.Line($"/// <inheritdoc cref=\"{rule.DocumentationId}\"/>");
        DeviceRuleEmitter.EmitRequirements(w);
        Names locals = Locals();
        string stream = locals.Take("stream");
        FacadeEmitter.EmitSignature(
            w,
            $"{rule.Accessibility} static {ReturnType()} {Names.Escape(rule.Method)}",
            [$"Ilgpu::Runtime.AcceleratorStream {stream}", .. Parameters($"Ilgpu::ArrayView<{element}>")]);
        w.Open();
        HostParameters.EmitChecks(w, rule, _names);
        string host = locals.Take("host");
        HostParameters.EmitSpan(w, rule, _names, host);
        string arrays = string.Join(", ", plans.Variants[0].Arrays.Select(a => Names.Escape(a.Name)));
        string numbers = string.Join(", ", Scalars().Select(i => _names[i]).Concat(_results));
        EmitRun(w, element, locals, $"{stream}, [{arrays}], [{numbers}], {host}");
        w.Close();
    }

    private void EmitRun(SourceWriter w, string element, Names locals, string arguments)
    {
        string instance = HostParameters.Member(rule, DeviceRuleEmitter.ClassName(rule.Method), container);
        string run = $"{instance}.Instance.Run<{element}>";
        List<int> hostResults = Enumerable.Range(0, rule.Results.Count).Where(i => rule.Results[i].Kind == Kind.Host).ToList();
        if (hostResults.Count == 0)
        {
            w.Line($"{run}({arguments});");
            return;
        }

        string values = locals.Take("values");
        string variant = locals.Take("variant");
        w.Line(FormattableString.Invariant(
            $"Span<double> {values} = stackalloc double[{plans.Variants.Max(v => v.Slots)}];"));
        w.Line($"int {variant} = {run}({arguments}, {values});");
        foreach (int i in hostResults.Where(i => rule.Results[i].Updates >= 0))
        {
            w.Line($"{_names[rule.Results[i].Updates]} = {FromSlot(i, values, variant)};");
        }

        List<string> returned = hostResults.Where(i => rule.Results[i].Updates < 0)
            .Select(i => FromSlot(i, values, variant)).ToList();
        if (returned.Count > 0)
        {
            w.Line(returned.Count == 1 ? $"return {returned[0]};" : $"return ({string.Join(", ", returned)});");
        }
    }

    private string FromSlot(int result, string values, string variant)
    {
        string cast = rule.Results[result].Type == HostTypes.Int ? "(int)" : "";
        List<string> slots = plans.Variants.Select(v => FormattableString.Invariant($"{v.ResultSlots[result]}")).ToList();
        string slot = slots.Distinct().Count() == 1 ? slots[0]
            : $"{variant} switch {{ {string.Join(", ", slots.Select((s, v) => (v < slots.Count - 1 ? FormattableString.Invariant($"{v}") : "_") + " => " + s))} }}";
        return $"{cast}{values}[{slot}]";
    }

    private IEnumerable<int> Scalars() =>
        Enumerable.Range(0, _names.Length).Where(i => rule.Parameters[i].Kind == ParameterKind.Scalar);

    private Names Locals() => new(rule.Parameters.Select(p => p.Name)
        .Concat(plans.Variants[0].Arrays.Where(a => a.Parameter < 0).Select(a => a.Name)).Concat(_results).ToArray());

    private string ReturnType()
    {
        List<Result> returned = rule.Results.Where(r => r.Kind == Kind.Host && r.Updates < 0).ToList();
        return returned.Count switch
        {
            0 => "void",
            1 => HostTypes.Double,
            _ => $"({string.Join(", ", returned.Select(r => ("double " + Names.Escape(r.Name)).TrimEnd(' ', '@')))})",
        };
    }

    private List<string> Parameters(string view)
    {
        int lastArray = Enumerable.Range(0, _names.Length).Last(i => rule.Parameters[i].Kind == ParameterKind.Array);
        int lastRequired = Enumerable.Range(0, _names.Length)
            .Where(i => i <= lastArray || rule.Parameters[i].Default is null || IsUpdated(i)).Last();
        List<string> parameters = [];
        for (int i = 0; i < _names.Length; i++)
        {
            parameters.Add(Parameter(i, view, i > lastRequired));
            if (i == lastArray)
            {
                parameters.AddRange(plans.Variants[0].Arrays.Where(a => a.Parameter < 0)
                    .Select(a => $"{view} {Names.Escape(a.Name)}"));
                parameters.AddRange(_results.Select(r => $"{Number} {r}"));
            }
        }

        return parameters;
    }

    private string Parameter(int i, string view, bool isOptional)
    {
        Parameter p = rule.Parameters[i];
        string type = p.Kind switch
        {
            ParameterKind.Array => view,
            ParameterKind.Scalar => Number,
            _ => (IsUpdated(i) ? "ref " : "") + p.Type,
        };
        return $"{type} {_names[i]}" + (isOptional ? " = " + p.Default : "");
    }

    private bool IsUpdated(int parameter) => rule.Results.Any(r => r.Updates == parameter && r.Kind == Kind.Host);
}
