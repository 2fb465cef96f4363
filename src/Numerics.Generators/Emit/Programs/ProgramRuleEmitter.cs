using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit.Programs;

/// <summary>A rule over matrices or with loops as a value: a class derived from ProgramRule.</summary>
internal sealed class ProgramRuleEmitter(RuleModel rule, ProgramSet plans)
{
    private readonly List<string> _kernels =
        Enumerable.Range(0, plans.Variants.Count).Select(v => KernelEmitter.NameOf(rule, v)).ToList();

    public void Emit(SourceWriter w)
    {
        string name = rule.Method + "Rule";
        w.Line();
        w.Line($"/// <summary>The rule <c>{rule.Method}</c> as a value: its parameters, plans, programs and definition.</summary>");
        w.Open($"{rule.Accessibility} sealed class {name} : Runtime::ProgramRule, Runtime::IProgramRule<{name}>");
        w.Open($"private {name}()");
        w.Close();
        w.Line();
        w.Line("/// <summary>The rule.</summary>");
        w.Line($"public static {name} Instance {{ get; }} = new {name}();");
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override string Name => \"{rule.FullName}\";");
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line(Invariant($"public override ulong Hash => 0x{plans.Hash:x16};"));
        RuleClassEmitter.EmitParameters(w, rule);
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line("public override IReadOnlyList<Plans::ProgramPlan> Plans { get; } =");
        w.Line($"    [{string.Join(", ", _kernels.Select(k => k + ".Plan"))}];");
        EmitResultNames(w);
        RuleClassEmitter.EmitVariant(w, rule, plans.Variants.Count, plans.Choice);
        EmitMethod(
            w,
            "Scalars(int variant, int stage, ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> values)",
            k => $"{k}.Scalars(stage, host, axes, values);");
        EmitMethod(w, "Lengths(int variant, ReadOnlySpan<double> host, Span<nint> axes)", k => $"{k}.Lengths(host, axes);");
        foreach (string element in new[] { "float", "double" })
        {
            EmitMethod(
                w,
                $"Run(int variant, scoped ref Runtime::ProgramCall<{element}> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)",
                k => $"Runtime::ProgramLaunch.Run<{k}, {element}>(ref call, host, values);");
            EmitMethod(
                w,
                $"RunBatch(int variant, scoped ref Runtime::ProgramCall<{element}> call, scoped ReadOnlySpan<double> host, "
                    + "scoped ref Runtime::BatchNumbers numbers)",
                k => $"Runtime::ProgramLaunch.RunBatch<{k}, {element}>(ref call, host, ref numbers);");
        }

        EmitDefinition(w);
        new PromiseEmitter(rule).Emit(w);
        w.Close();
    }

    private void EmitResultNames(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line("public override IReadOnlyList<string?> ResultNames { get; } =");
        w.Line($"    [{string.Join(", ", rule.Results.Select(r => NameOf(r) is { } name ? $"\"{name}\"" : "null"))}];");
    }

    /// <summary>A result that replaces a parameter has the parameter's name.</summary>
    private string? NameOf(Result result) => result.Updates >= 0 ? rule.Parameters[result.Updates].Name : result.Name;

    private void EmitMethod(SourceWriter w, string signature, Func<string, string> call)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Open("public override void " + signature);
        RuleClassEmitter.EmitSwitch(w, _kernels, call);
        w.Close();
    }

    private void EmitDefinition(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Open("public override IReadOnlyList<object> Define(IReadOnlyList<object> arguments)");
        w.List(
            $"var result = {DefinitionEmitter.MethodName(rule)}(",
            rule.Parameters.Select((p, i) => p.Shape == Kind.Points
                ? Invariant($"global::Numerics.Points.From(arguments[{i}])") : Invariant($"({p.Type})arguments[{i}]")),
            ");");
        IEnumerable<string> results = rule.ReturnsTuple
            ? rule.Results.Select((_, i) => Invariant($"result.Item{i + 1}"))
            : ["result"];
        w.Line($"return [{string.Join(", ", results)}];");
        w.Close();
    }
}
