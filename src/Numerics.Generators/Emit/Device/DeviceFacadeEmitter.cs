using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit.Device;

/// <summary>The overloads that a user calls: on views of a device's memory.</summary>
/// <remarks>Numbers that are known when the kernel runs stay on the device: each is a view of one double.</remarks>
/// <param name="rule">The rule.</param>
/// <param name="plans">Its plans.</param>
/// <param name="container">The class that the overloads stand in, in full.</param>
internal sealed class DeviceFacadeEmitter(RuleModel rule, FacadePlan plans, string container)
{
    private const string Number = "Ilgpu::ArrayView<double>";

    private readonly string[] _names = rule.Parameters.Select(p => Names.Escape(p.Name)).ToArray();
    private readonly List<string> _results = ResultNames(rule, plans);

    /// <summary>The Scalar results that no parameter takes, by the names of their arguments.</summary>
    public static List<string> ResultNames(RuleModel rule, FacadePlan plans)
    {
        var taken = new Names(rule.Parameters.Select(p => p.Name)
            .Concat(plans.Arrays.Where(a => a.IsDestination).Select(a => a.Name)).ToArray());
        return rule.Results.Where(IsNewNumber).Select(r => taken.Take(r.Name.Length > 0 ? r.Name : "result")).ToList();
    }

    private static bool IsNewNumber(Result result) => result is { Kind: Kind.Scalar or Kind.Integer, Updates: < 0 };

    /// <param name="w">Where.</param>
    /// <param name="element">The element type.</param>
    /// <param name="isBatch">Whether the overload takes many problems at once.</param>
    public void Emit(SourceWriter w, string element, bool isBatch = false)
    {
        if (isBatch)
        {
            w.Line("/// <summary>The same for independent problems in one launch: lines lie problem after problem, matrices row after row;");
            w.Line("/// numbers are views of one for each problem.</summary>");
        }
        else
        {
            w.Line($"/// <inheritdoc cref=\"{rule.DocumentationId}\"/>");
        }

        DeviceRuleEmitter.EmitRequirements(w);
        Names locals = Locals();
        string stream = locals.Take("stream");
        string problems = locals.Take("problems");
        FacadeEmitter.EmitSignature(
            w,
            $"{rule.Accessibility} static {ReturnType()} {Names.Escape(isBatch ? BatchEmitter.NameOf(rule.Method) : rule.Method)}",
            [$"Ilgpu::Runtime.AcceleratorStream {stream}", .. isBatch ? [$"int {problems}"] : Array.Empty<string>(), .. Parameters(element)]);
        w.Open();
        HostParameters.EmitChecks(w, rule, _names);
        string host = locals.Take("host");
        HostParameters.EmitSpan(w, rule, _names, host);
        string arrays = string.Join(", ", plans.Arrays.Select(a => Names.Escape(a.Name)));
        string numbers = string.Join(", ", Scalars().Select(i => Bits(_names[i], rule.Parameters[i].Kind == ParameterKind.Integer))
            .Concat(rule.Results.Where(IsNewNumber).Select((r, i) => Bits(_results[i], r.Kind == Kind.Integer))));
        string problemCount = !plans.IsProgram ? "" : isBatch ? ", " + problems : ", 1";
        EmitRun(w, element, locals, $"{stream}, [{arrays}], [{numbers}], {host}{problemCount}");
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
            $"Span<double> {values} = stackalloc double[{plans.Slots}];"));
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
        List<string> slots = plans.Variants.Select(v => FormattableString.Invariant($"{v.ResultSlots[result]}")).ToList();
        string slot = slots.Distinct().Count() == 1 ? slots[0]
            : $"{variant} switch {{ {string.Join(", ", slots.Select((s, v) => (v < slots.Count - 1 ? FormattableString.Invariant($"{v}") : "_") + " => " + s))} }}";
        return rule.Results[result].Type switch
        {
            HostTypes.Int => $"(int){values}[{slot}]",
            HostTypes.Long => $"BitConverter.DoubleToInt64Bits({values}[{slot}])",
            _ => $"{values}[{slot}]",
        };
    }

    private IEnumerable<int> Scalars() => Enumerable.Range(0, _names.Length)
        .Where(i => rule.Parameters[i].Kind is ParameterKind.Scalar or ParameterKind.Integer);

    /// <summary>Whole numbers travel as doubles of the same bits.</summary>
    private static string Bits(string view, bool isInteger) => isInteger ? view + ".Cast<double>()" : view;

    private static string NumberView(bool isInteger) => isInteger ? "Ilgpu::ArrayView<long>" : Number;

    private Names Locals() => new(rule.Parameters.Select(p => p.Name)
        .Concat(plans.Arrays.Where(a => a.IsDestination).Select(a => a.Name)).Concat(_results).ToArray());

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

    private static string ArrayType(FacadeArray array, string element) => array.Suffix switch
    {
        "Matrix" => $"global::Numerics.Gpu.DeviceMatrix<{element}>",
        "Sparse" => $"global::Numerics.Gpu.DeviceCsrMatrix<{element}>",
        _ => $"Ilgpu::ArrayView<{element}>",
    };

    private List<string> Parameters(string element)
    {
        int lastArray = Enumerable.Range(0, _names.Length).Last(i => rule.Parameters[i].Kind == ParameterKind.Array);
        int lastRequired = Enumerable.Range(0, _names.Length)
            .Where(i => i <= lastArray || rule.Parameters[i].Default is null || IsUpdated(i)).Last();
        List<string> parameters = [];
        for (int i = 0; i < _names.Length; i++)
        {
            parameters.Add(Parameter(i, element, i > lastRequired));
            if (i == lastArray)
            {
                parameters.AddRange(plans.Arrays.Where(a => a.IsDestination)
                    .Select(a => $"{ArrayType(a, element)} {Names.Escape(a.Name)}"));
                parameters.AddRange(rule.Results.Where(IsNewNumber)
                    .Select((r, k) => $"{NumberView(r.Kind == Kind.Integer)} {_results[k]}"));
            }
        }

        return parameters;
    }

    private string Parameter(int i, string element, bool isOptional)
    {
        Parameter p = rule.Parameters[i];
        string type = p.Kind switch
        {
            ParameterKind.Array => ArrayType(plans.Arrays.First(a => a.Parameter == i), element),
            ParameterKind.Scalar or ParameterKind.Integer => NumberView(p.Kind == ParameterKind.Integer),
            _ => (IsUpdated(i) ? "ref " : "") + p.Type,
        };
        return $"{type} {_names[i]}" + (isOptional ? " = " + p.Default : "");
    }

    private bool IsUpdated(int parameter) => rule.Results.Any(r => r.Updates == parameter && r.Kind == Kind.Host);
}
