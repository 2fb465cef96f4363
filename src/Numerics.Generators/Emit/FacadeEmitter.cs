using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>The overloads that a user calls: on spans and tensor spans of float and double.</summary>
internal sealed class FacadeEmitter(RuleModel rule, FacadePlan plans)
{
    private const string Runtime = "Runtime::";

    private readonly string[] _names = rule.Parameters.Select(p => Names.Escape(p.Name)).ToArray();

    /// <summary>Whether numbers go in or come out by the table of values.</summary>
    private bool HasValues => plans.IsProgram ||
        rule.Parameters.Any(p => p.Kind is ParameterKind.Scalar or ParameterKind.Integer) || rule.Results.Any(r => !r.Kind.IsNumbers());

    /// <summary>The method that all overloads end in.</summary>
    public static string CommonName(string method) => method + "OnArrays";

    public void Emit(SourceWriter w)
    {
        foreach (string element in new[] { "float", "double" })
        {
            EmitOverload(w, element, isTensor: false);
            w.Line();
            if (!plans.IsProgram)
            {
                EmitOverload(w, element, isTensor: true);
                w.Line();
            }
        }

        EmitCommon(w);
    }

    private void EmitOverload(SourceWriter w, string element, bool isTensor)
    {
        w.Line($"/// <inheritdoc cref=\"{rule.DocumentationId}\"/>");
        EmitSignature(w, $"{rule.Accessibility} static {ReturnType()} {Names.Escape(rule.Method)}", Parameters(element, isTensor));
        w.Open();
        string call = Locals().Take("call");
        w.Line($"var {call} = new {Runtime}{plans.CallType}<{element}>();");
        EmitArrays(w, plans, call);
        IEnumerable<string> numbers = Numbers().Select(i => (IsUpdated(i) ? "ref " : "") + _names[i]);
        w.List($"{(Returned().Any() ? "return " : "")}{HostParameters.Member(rule, CommonName(rule.Method))}(", new[] { "ref " + call }.Concat(numbers), ");");
        w.Close();
    }

    /// <summary>Lists the arrays in a call.</summary>
    public static void EmitArrays(SourceWriter w, FacadePlan plans, string call)
    {
        for (int i = 0; i < plans.Arrays.Count; i++)
        {
            FacadeArray array = plans.Arrays[i];
            string verb = !array.IsWritten ? "Read" : array.IsDestination ? "Write" : "Update";
            w.Line(FormattableString.Invariant($"{call}.{verb}{array.Suffix}({i}, {Names.Escape(array.Name)}, \"{array.Name}\"{array.Axes});"));
        }
    }

    /// <summary>What is the same for every kind of array: checks of the numbers, their table, the kernel.</summary>
    private void EmitCommon(SourceWriter w)
    {
        Names locals = Locals();
        (string t, string call) = (locals.Take("T"), locals.Take("call"));
        IEnumerable<string> numbers = Numbers().Select(i => $"{NumberType(i)} {_names[i]}");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        EmitSignature(
            w,
            $"private static {ReturnType()} {CommonName(rule.Method)}<{t}>",
            [$"scoped ref {Runtime}{plans.CallType}<{t}> {call}", .. numbers]);
        KernelEmitter.Constrain(w, $"{t} : unmanaged");
        w.Open();
        EmitBody(w, t, call, locals);
        w.Close();
    }

    public static void EmitSignature(SourceWriter w, string head, IReadOnlyList<string> parameters)
    {
        w.Line(head + "(");
        w.Indent();
        for (int i = 0; i < parameters.Count; i++)
        {
            w.Line(parameters[i] + (i < parameters.Count - 1 ? "," : ")"));
        }

        w.Outdent();
    }

    private Names Locals() => new(rule.Parameters.Select(p => p.Name).Concat(Destinations()).ToArray());

    private IEnumerable<int> Numbers() =>
        Enumerable.Range(0, _names.Length).Where(i => rule.Parameters[i].Kind != ParameterKind.Array);

    private void EmitBody(SourceWriter w, string element, string call, Names locals)
    {
        HostParameters.EmitChecks(w, rule, _names);
        string host = locals.Take("host");
        string values = locals.Take("values");
        HostParameters.EmitSpan(w, rule, _names, host);
        if (HasValues)
        {
            w.Line(FormattableString.Invariant(
                $"Span<double> {values} = stackalloc double[{plans.Slots}];"));
        }

        if (plans.Variants.Count == 1)
        {
            EmitRun(w, element, 0, host, call, values);
            return;
        }

        w.Open($"switch ({HostParameters.Member(rule, rule.Method + "Rule")}.Variant({host}))");
        for (int v = 0; v < plans.Variants.Count; v++)
        {
            w.Line(v == plans.Variants.Count - 1 ? "default:" : FormattableString.Invariant($"case {v}:"));
            w.Indent();
            EmitRun(w, element, v, host, call, values);
            if (!Returned().Any())
            {
                w.Line("break;");
            }

            w.Outdent();
        }

        w.Close();
    }

    private void EmitRun(SourceWriter w, string element, int variant, string host, string call, string values)
    {
        FacadeVariant plan = plans.Variants[variant];
        foreach (KeyValuePair<int, int> scalar in plan.ScalarSlots.OrderBy(s => s.Key))
        {
            string number = rule.Parameters[scalar.Key].Kind == ParameterKind.Integer
                ? $"BitConverter.Int64BitsToDouble({_names[scalar.Key]})"
                : _names[scalar.Key];
            w.Line(FormattableString.Invariant($"{values}[{scalar.Value}] = {number};"));
        }

        w.Line($"{Runtime}{plans.Launcher}.Run<{HostParameters.Member(rule, KernelEmitter.NameOf(rule, variant))}, {element}>(ref {call}, {host}{(HasValues ? ", " + values : "")});");
        for (int i = 0; i < rule.Results.Count; i++)
        {
            Result result = rule.Results[i];
            if (!result.Kind.IsNumbers() && result.Updates >= 0)
            {
                w.Line($"{_names[result.Updates]} = {FromSlot(result, values, plan.ResultSlots[i])};");
            }
        }

        List<string> returned = Returned().Select(i => FromSlot(rule.Results[i], values, plan.ResultSlots[i])).ToList();
        if (returned.Count > 0)
        {
            w.Line(returned.Count == 1 ? $"return {returned[0]};" : $"return ({string.Join(", ", returned)});");
        }
    }

    private static string FromSlot(Result result, string values, int slot) => result switch
    {
        { Kind: Kind.Integer } or { Kind: Kind.Host, Type: HostTypes.Long } =>
            FormattableString.Invariant($"BitConverter.DoubleToInt64Bits({values}[{slot}])"),
        { Kind: Kind.Host, Type: HostTypes.Int } => FormattableString.Invariant($"(int){values}[{slot}]"),
        _ => FormattableString.Invariant($"{values}[{slot}]"),
    };

    /// <summary>The numbers that no parameter takes: the method returns them.</summary>
    private IEnumerable<int> Returned() => Enumerable.Range(0, rule.Results.Count)
        .Where(i => !rule.Results[i].Kind.IsNumbers() && rule.Results[i].Updates < 0);

    private string ReturnType()
    {
        List<int> returned = Returned().ToList();
        return returned.Count switch
        {
            0 => "void",
            1 => TypeOf(rule.Results[returned[0]]),
            _ => $"({string.Join(", ", returned.Select(i => (TypeOf(rule.Results[i]) + " " + Names.Escape(rule.Results[i].Name)).TrimEnd(' ', '@')))})",
        };
    }

    private static string TypeOf(Result result) => result.Kind == Kind.Integer ? HostTypes.Long : HostTypes.Double;

    private IEnumerable<string> Destinations() => plans.Arrays.Where(a => a.IsDestination).Select(a => a.Name);

    /// <summary>Lines are spans, matrices tensors.</summary>
    public static string ArrayType(FacadeArray array, string element, bool isTensor) => array.Suffix == "Sparse"
        ? $"global::Numerics.CsrMatrix<{element}>" :
        $"{(array.IsWritten ? "" : "ReadOnly")}{(isTensor || array.Suffix == "Matrix" ? "Tensor" : "")}Span<{element}>";

    private List<string> Parameters(string element, bool isTensor)
    {
        int lastArray = Enumerable.Range(0, _names.Length).Last(i => rule.Parameters[i].Kind == ParameterKind.Array);
        int lastRequired = Enumerable.Range(0, _names.Length)
            .Where(i => i <= lastArray || rule.Parameters[i].Default is null || IsUpdated(i)).Last();
        List<string> parameters = [];
        for (int i = 0; i < _names.Length; i++)
        {
            parameters.Add(ParameterText(i, element, isTensor, i > lastRequired));
            if (i == lastArray)
            {
                parameters.AddRange(plans.Arrays.Where(a => a.IsDestination)
                    .Select(a => $"{ArrayType(a, element, isTensor)} {Names.Escape(a.Name)}"));
            }
        }

        return parameters;
    }

    private string ParameterText(int i, string element, bool isTensor, bool isOptional)
    {
        Parameter p = rule.Parameters[i];
        string type = p.Kind != ParameterKind.Array
            ? NumberType(i)
            : ArrayType(plans.Arrays.First(a => a.Parameter == i), element, isTensor);
        return $"{type} {_names[i]}" + (isOptional ? " = " + p.Default : "");
    }

    private string NumberType(int i)
    {
        Parameter p = rule.Parameters[i];
        return (IsUpdated(i) ? "ref " : "") + (p.Kind == ParameterKind.Scalar ? HostTypes.Double : p.Kind == ParameterKind.Integer ? HostTypes.Long : p.Type);
    }

    private bool IsUpdated(int parameter) => rule.Results.Any(r => r.Updates == parameter);
}
