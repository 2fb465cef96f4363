using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>The overloads that run a rule on a batch of independent problems in one call.</summary>
internal sealed class BatchEmitter(RuleModel rule, ProgramSet plans)
{
    private const string Problems = "problems";

    private readonly FacadePlan _plan = FacadePlan.Of(plans);
    private readonly string[] _names = rule.Parameters.Select(p => Names.Escape(p.Name)).ToArray();
    private readonly Names _locals = new(rule.Parameters.Select(p => p.Name).Concat(rule.Results.Select(r => r.Name))
        .Concat(FacadePlan.Of(plans).Arrays.Select(a => a.Name)).ToArray());

    /// <summary>The name of the overloads.</summary>
    public static string NameOf(string method) => method + "Batch";

    /// <summary>Whether the rule has them: a host value that is state, or a sparse matrix, would be one for each problem.</summary>
    public bool IsPossible => !rule.Results.Any(r => r.Kind == Kind.Host) && !rule.Parameters.Any(p => p.Shape == Kind.Csr);

    public void Emit(SourceWriter w)
    {
        string problems = _locals.Take(Problems);
        string call = _locals.Take("call");
        string host = _locals.Take("host");
        string numbers = _locals.Take("numbers");
        foreach (string element in new[] { "float", "double" })
        {
            w.Line();
            w.Line($"/// <summary>The same for independent problems in one call: arrays have one more dimension in front, or lie problem after");
            w.Line("/// problem; numbers of the kernel, and results that are numbers, are one for each problem.</summary>");
            FacadeEmitter.EmitSignature(
                w, $"{rule.Accessibility} static void {Names.Escape(NameOf(rule.Method))}", [$"int {problems}", .. Parameters(element)]);
            w.Open();
            HostParameters.EmitChecks(w, rule, _names);
            w.Line($"var {call} = new Runtime::ProgramCall<{element}>({problems});");
            for (int i = 0; i < _plan.Arrays.Count; i++)
            {
                FacadeArray array = _plan.Arrays[i];
                string verb = !array.IsWritten ? "Read" : array.IsDestination ? "Write" : "Update";
                w.Line(Invariant($"{call}.{verb}{array.Suffix}({i}, {Names.Escape(array.Name)}, \"{array.Name}\"{array.Axes});"));
            }

            HostParameters.EmitSpan(w, rule, _names, host);
            w.Line($"var {numbers} = new Runtime::BatchNumbers({problems});");
            EmitVariants(w, element, call, host, numbers);
            w.Close();
        }
    }

    private void EmitVariants(SourceWriter w, string element, string call, string host, string numbers)
    {
        if (plans.Variants.Count == 1)
        {
            EmitRun(w, element, 0, call, host, numbers);
            return;
        }

        w.Open($"switch ({HostParameters.Member(rule, rule.Method + "Rule")}.Variant({host}))");
        for (int v = 0; v < plans.Variants.Count; v++)
        {
            w.Line(v == plans.Variants.Count - 1 ? "default:" : Invariant($"case {v}:"));
            w.Indent();
            EmitRun(w, element, v, call, host, numbers);
            w.Line("break;");
            w.Outdent();
        }

        w.Close();
    }

    private void EmitRun(SourceWriter w, string element, int variant, string call, string host, string numbers)
    {
        FacadeVariant plan = _plan.Variants[variant];
        foreach (KeyValuePair<int, int> scalar in plan.ScalarSlots.OrderBy(s => s.Key))
        {
            string value = Numbers(_names[scalar.Key], rule.Parameters[scalar.Key].Kind == ParameterKind.Integer);
            w.Line(Invariant($"{numbers}.Read({scalar.Value}, {value}, \"{rule.Parameters[scalar.Key].Name}\");"));
        }

        for (int i = 0; i < rule.Results.Count; i++)
        {
            if (plan.ResultSlots[i] >= 0)
            {
                string value = Numbers(Names.Escape(ResultName(i)), rule.Results[i].Kind == Kind.Integer);
                w.Line(Invariant($"{numbers}.Write({plan.ResultSlots[i]}, {value}, \"{ResultName(i)}\");"));
            }
        }

        string kernel = HostParameters.Member(rule, KernelEmitter.NameOf(rule, variant));
        w.Line($"Runtime::ProgramLaunch.RunBatch<{kernel}, {element}>(ref {call}, {host}, ref {numbers});");
    }

    /// <summary>Whole numbers are their bits.</summary>
    private static string Numbers(string name, bool isInteger) => isInteger
        ? $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<long, double>({name})"
        : name;

    private string ResultName(int i) => rule.Results[i].Updates >= 0 ? rule.Parameters[rule.Results[i].Updates].Name
        : rule.Results[i].Name.Length > 0 ? rule.Results[i].Name : "result";

    private IEnumerable<string> Parameters(string element)
    {
        int lastArray = Enumerable.Range(0, _names.Length).Last(i => rule.Parameters[i].Kind == ParameterKind.Array);
        int lastRequired = Enumerable.Range(0, _names.Length)
            .Where(i => i <= lastArray || rule.Parameters[i].Default is null).Last();
        for (int i = 0; i < _names.Length; i++)
        {
            Parameter p = rule.Parameters[i];
            yield return p.Kind switch
            {
                ParameterKind.Array => $"{FacadeEmitter.ArrayType(_plan.Arrays.First(a => a.Parameter == i), element, false)} {_names[i]}",
                ParameterKind.Scalar or ParameterKind.Integer =>
                    $"{(rule.Results.Any(r => r.Updates == i) ? "" : "ReadOnly")}Span<{(p.Kind == ParameterKind.Integer ? "long" : "double")}> {_names[i]}",
                _ => $"{p.Type} {_names[i]}" + (i > lastRequired ? " = " + p.Default : ""),
            };
            foreach (string destination in i == lastArray ? Destinations(element) : [])
            {
                yield return destination;
            }
        }
    }

    /// <summary>Arrays and numbers that the rule gives under new names.</summary>
    private IEnumerable<string> Destinations(string element) => _plan.Arrays.Where(a => a.IsDestination)
        .Select(a => $"{FacadeEmitter.ArrayType(a, element, false)} {Names.Escape(a.Name)}")
        .Concat(Enumerable.Range(0, rule.Results.Count)
            .Where(i => !rule.Results[i].Kind.IsNumbers() && rule.Results[i].Updates < 0)
            .Select(i => $"Span<{(rule.Results[i].Kind == Kind.Integer ? "long" : "double")}> {Names.Escape(ResultName(i))}"));
}
