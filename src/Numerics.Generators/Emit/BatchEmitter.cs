using Numerics.Generators.Ir;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>The overloads that run a rule on a batch of independent problems in one call.</summary>
internal sealed class BatchEmitter(RuleModel rule, FacadePlan plan)
{
    private const string Problems = "problems";

    private readonly string[] _names = rule.Parameters.Select(p => Names.Escape(p.Name)).ToArray();
    private readonly string[] _results = ResultNames(rule, plan);
    private readonly Names _locals = new([.. Given(rule, plan), .. ResultNames(rule, plan)]);

    /// <summary>The name of the overloads.</summary>
    public static string NameOf(string method) => method + "Batch";

    /// <summary>The method that all of them end in.</summary>
    public static string CommonName(string method) => FacadeEmitter.CommonName(NameOf(method));

    /// <summary>Whether the rule has them: a host value that is state, or a sparse matrix, would be one for each problem, and what is
    /// reduced over all tensors of a step is no problem's own.</summary>
    public bool IsPossible => !rule.Results.Any(r => r.Kind == Kind.Host) && !rule.Parameters.Any(p => p.Shape == Kind.Csr)
        && !plan.HasGlobalReductions;

    public void Emit(SourceWriter w)
    {
        string problems = _locals.Take(Problems);
        string call = _locals.Take("call");
        foreach (string element in new[] { "float", "double" })
        {
            w.Line();
            w.Line("/// <summary>The same for so many independent problems in one call: arrays have one more dimension in front, or lie problem after");
            w.Line("/// problem; numbers of the kernel, and results that are numbers, are one for each problem.</summary>");
            w.Line($"/// <inheritdoc cref=\"{rule.DocumentationId}\" path=\"/param\"/>");
            w.Line("/// <exception cref=\"ArgumentException\">An array or a number has not so many elements as the problems ask for.</exception>");
            FacadeEmitter.EmitSignature(
                w, $"{rule.Accessibility} static void {Names.Escape(NameOf(rule.Method))}", [$"int {problems}", .. Parameters(element)]);
            w.Open();
            w.Line($"var {call} = new Runtime::{plan.CallType}<{element}>({(plan.IsProgram ? problems : "")});");
            FacadeEmitter.EmitArrays(w, plan, call);
            w.List(
                $"{HostParameters.Member(rule, CommonName(rule.Method))}(",
                [$"ref {call}", problems, .. Numbers().Select(n => n.Name)],
                ");");
            w.Close();
        }

        EmitCommon(w, problems, call);
    }

    /// <summary>What is the same for every kind of array: checks of the numbers, their columns, the kernel.</summary>
    private void EmitCommon(SourceWriter w, string problems, string call)
    {
        (string t, string host, string numbers) = (_locals.Take("T"), _locals.Take("host"), _locals.Take("numbers"));
        w.Line();
        FacadeEmitter.EmitSignature(
            w,
            $"private static void {CommonName(rule.Method)}<{t}>",
            [$"scoped ref Runtime::{plan.CallType}<{t}> {call}", $"int {problems}", .. Numbers().Select(n => $"{n.Type} {n.Name}")]);
        KernelEmitter.Constrain(w, $"{t} : unmanaged");
        w.Open();
        HostParameters.EmitChecks(w, rule, _names);
        HostParameters.EmitSpan(w, rule, _names, host);
        w.Line($"var {numbers} = new Runtime::BatchNumbers({problems});");
        EmitVariants(w, t, call, host, numbers);
        w.Close();
    }

    private void EmitVariants(SourceWriter w, string element, string call, string host, string numbers)
    {
        if (plan.Variants.Count == 1)
        {
            EmitRun(w, element, 0, call, host, numbers);
            return;
        }

        w.Open($"switch ({HostParameters.Member(rule, rule.Method + "Rule")}.Variant({host}))");
        for (int v = 0; v < plan.Variants.Count; v++)
        {
            w.Line(v == plan.Variants.Count - 1 ? "default:" : Invariant($"case {v}:"));
            w.Indent();
            EmitRun(w, element, v, call, host, numbers);
            w.Line("break;");
            w.Outdent();
        }

        w.Close();
    }

    private void EmitRun(SourceWriter w, string element, int variant, string call, string host, string numbers)
    {
        FacadeVariant slots = plan.Variants[variant];
        foreach (KeyValuePair<int, int> scalar in slots.ScalarSlots.OrderBy(s => s.Key))
        {
            string value = Doubles(_names[scalar.Key], rule.Parameters[scalar.Key].Kind == ParameterKind.Integer);
            w.Line(Invariant($"{numbers}.Read({scalar.Value}, {value}, \"{rule.Parameters[scalar.Key].Name}\");"));
        }

        for (int i = 0; i < rule.Results.Count; i++)
        {
            if (slots.ResultSlots[i] >= 0)
            {
                string value = Doubles(Names.Escape(ResultName(i)), rule.Results[i].Kind == Kind.Integer);
                w.Line(Invariant($"{numbers}.Write({slots.ResultSlots[i]}, {value}, \"{ResultName(i)}\");"));
            }
        }

        string kernel = HostParameters.Member(rule, KernelEmitter.NameOf(rule, variant));
        w.Line($"Runtime::{plan.Launcher}.RunBatch<{kernel}, {element}>(ref {call}, {host}, ref {numbers});");
    }

    /// <summary>Whole numbers are their bits.</summary>
    private static string Doubles(string name, bool isInteger) => isInteger
        ? $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<long, double>({name})"
        : name;

    private string ResultName(int i) => _results[i];

    /// <summary>A result has the name of the parameter that it replaces, or its own; one without either gets one.</summary>
    private static string[] ResultNames(RuleModel rule, FacadePlan plan)
    {
        var names = new Names([.. Given(rule, plan)]);
        return rule.Results.Select(r => r.Updates >= 0 ? rule.Parameters[r.Updates].Name
            : r.Name.Length > 0 ? r.Name : names.Take("result")).ToArray();
    }

    private static IEnumerable<string> Given(RuleModel rule, FacadePlan plan) => rule.Parameters.Select(p => p.Name)
        .Concat(rule.Results.Select(r => r.Name)).Concat(plan.Arrays.Select(a => a.Name));

    private IEnumerable<string> Parameters(string element)
    {
        int lastArray = Enumerable.Range(0, _names.Length).Last(i => rule.Parameters[i].Kind == ParameterKind.Array);
        int lastRequired = Enumerable.Range(0, _names.Length)
            .Where(i => i <= lastArray || rule.Parameters[i].Default is null).Last();
        for (int i = 0; i < _names.Length; i++)
        {
            Parameter p = rule.Parameters[i];
            yield return p.Kind == ParameterKind.Array
                ? $"{FacadeEmitter.ArrayType(plan.Arrays.First(a => a.Parameter == i), element, false)} {_names[i]}"
                : $"{NumberType(i)} {_names[i]}" + (p.IsHost && i > lastRequired ? " = " + p.Default : "");
            foreach (string destination in i == lastArray ? Destinations(element) : [])
            {
                yield return destination;
            }
        }
    }

    private string NumberType(int i) => rule.Parameters[i].Kind switch
    {
        ParameterKind.Scalar => Column(HostTypes.Double, isWritten: rule.Results.Any(r => r.Updates == i)),
        ParameterKind.Integer => Column(HostTypes.Long, isWritten: rule.Results.Any(r => r.Updates == i)),
        _ => rule.Parameters[i].Type,
    };

    /// <summary>Numbers, one for each problem.</summary>
    private static string Column(string type, bool isWritten) => $"{(isWritten ? "" : "ReadOnly")}Span<{type}>";

    /// <summary>Arrays and numbers that the rule gives under new names.</summary>
    private IEnumerable<string> Destinations(string element) => plan.Arrays.Where(a => a.IsDestination)
        .Select(a => $"{FacadeEmitter.ArrayType(a, element, false)} {Names.Escape(a.Name)}")
        .Concat(NewNumbers().Select(n => $"{n.Type} {n.Name}"));

    private IEnumerable<(string Type, string Name)> NewNumbers() => Enumerable.Range(0, rule.Results.Count)
        .Where(i => !rule.Results[i].Kind.IsNumbers() && rule.Results[i].Updates < 0)
        .Select(i => (
            Column(rule.Results[i].Kind == Kind.Integer ? HostTypes.Long : HostTypes.Double, isWritten: true),
            Names.Escape(ResultName(i))));

    /// <summary>Everything that is no array: the results with new names first.</summary>
    private IEnumerable<(string Type, string Name)> Numbers() => NewNumbers().Concat(
        Enumerable.Range(0, _names.Length).Where(i => rule.Parameters[i].Kind != ParameterKind.Array)
            .Select(i => (NumberType(i), _names[i])));
}
