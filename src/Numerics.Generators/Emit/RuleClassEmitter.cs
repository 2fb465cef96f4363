using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The rule as a value: a class derived from UpdateRule.</summary>
internal sealed class RuleClassEmitter(RuleModel rule, PlanSet plans)
{
    private const string Runtime = "Runtime::";
    private const string List = "IReadOnlyList<";

    public void Emit(SourceWriter w)
    {
        string name = rule.Method + "Rule";
        w.Line();
        w.Line($"/// <summary>The rule <c>{rule.Method}</c> as a value: its parameters, plans, kernels and definition.</summary>");
        w.Open($"{rule.Accessibility} sealed class {name} : {Runtime}UpdateRule, {Runtime}IUpdateRule<{name}>");
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
        w.Line(FormattableString.Invariant($"public override ulong Hash => 0x{plans.Hash:x16};"));
        EmitParameters(w, rule);
        new PromiseEmitter(rule).Emit(w);
        EmitPlans(w);
        EmitVariant(w, rule, plans.Variants.Count, plans.Choice);
        EmitScalars(w);
        EmitRun(w, "float");
        EmitRun(w, "double");
        EmitRunBatch(w);
        new OverloadCallEmitter(rule, plans.Variants[0].Arrays).Emit(w);
        new DefinitionEmitter(rule).Emit(w);
        w.Close();
    }

    public static void EmitParameters(SourceWriter w, RuleModel rule)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override {List}{Runtime}RuleParameter> Parameters {{ get; }} =");
        w.Line("[");
        w.Indent();
        foreach (Parameter p in rule.Parameters)
        {
            w.Line($"new({string.Join(", ", ParameterArguments(p))}){Members(p)},");
        }

        w.Outdent();
        w.Line("];");
    }

    private static string Members(Parameter p) => p.Members.Count == 0
        ? "" : $" {{ Members = [{string.Join(", ", p.Members.Select(HostTypes.Text))}] }}";

    private static IEnumerable<string> ParameterArguments(Parameter p)
    {
        yield return $"\"{p.Name}\"";
        yield return $"{Runtime}ParameterKind.{p.Kind}";
        yield return $"{Runtime}ParameterRole.{p.Role}";
        if (p.DefaultNumber is double number)
        {
            yield return "Default: " + HostTypes.Text(number);
        }

        if (!double.IsInfinity(p.Range.Minimum))
        {
            yield return "Minimum: " + HostTypes.Text(p.Range.Minimum);
            yield return "MinimumExcluded: " + (p.Range.MinimumExcluded ? "true" : "false");
        }

        if (!double.IsInfinity(p.Range.Maximum))
        {
            yield return "Maximum: " + HostTypes.Text(p.Range.Maximum);
            yield return "MaximumExcluded: " + (p.Range.MaximumExcluded ? "true" : "false");
        }

        if (p.Start != 0)
        {
            yield return "Start: " + HostTypes.Text(p.Start);
        }

        if (p.StateName is not null)
        {
            yield return "StateName: " + Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(p.StateName, quote: true);
        }

        if (p.Domain is not null)
        {
            yield return "Domain: " + p.Domain;
        }
    }

    private IEnumerable<string> Kernels() =>
        Enumerable.Range(0, plans.Variants.Count).Select(v => KernelEmitter.NameOf(rule, v));

    private void EmitPlans(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override {List}Plans::KernelPlan> Plans {{ get; }} =");
        w.Line($"    [{string.Join(", ", Kernels().Select(k => k + ".Plan"))}];");
    }

    public static void EmitVariant(SourceWriter w, RuleModel rule, int variants, VariantChoice choice)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line("public override int VariantOf(ReadOnlySpan<double> host) => "
            + (variants == 1 ? "0;" : "Variant(host);"));
        if (variants > 1)
        {
            w.Line();
            EmitVariantMethod(w, rule, choice);
        }
    }

    public static void EmitVariantMethod(SourceWriter w, RuleModel rule, VariantChoice choice)
    {
        w.Open("internal static int Variant(ReadOnlySpan<double> host)");
        EmitChoice(w, rule, choice);
        w.Close();
    }

    private static void EmitChoice(SourceWriter w, RuleModel rule, VariantChoice choice)
    {
        if (choice is VariantLeaf leaf)
        {
            w.Line(FormattableString.Invariant($"return {leaf.Number};"));
            return;
        }

        var test = (VariantTest)choice;
        var spelling = new ScalarSpelling(test.Graph, id =>
            test.Graph[id].Op == Op.Parameter ? HostParameters.FromDouble(rule, test.Graph[id].Index) : null);
        w.Open($"if ({spelling.Spell(test.Condition)})");
        EmitChoice(w, rule, test.WhenTrue);
        w.Close();
        w.Line();
        EmitChoice(w, rule, test.WhenFalse);
    }

    private void EmitScalars(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line("public override void Scalars(");
        w.Line("    int variant, int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)");
        w.Open();
        EmitSwitch(w, k => $"{k}.Scalars(stage, host, length, totalLength, values);");
        w.Close();
    }

    private void EmitRun(SourceWriter w, string element)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Open($"public override void Run(int variant, {Runtime}Batch<{element}> batch)");
        EmitSwitch(w, k => $"{Runtime}Launch.Run<{k}, {element}>(batch);");
        w.Close();
    }

    private void EmitRunBatch(SourceWriter w)
    {
        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"public override void RunBatch<T>(int variant, scoped ref {Runtime}KernelCall<T> call, "
            + $"scoped ReadOnlySpan<double> host, scoped ref {Runtime}BatchNumbers numbers)");
        w.Open();
        EmitSwitch(w, k => $"{Runtime}Launch.RunBatch<{k}, T>(ref call, host, ref numbers);");
        w.Close();
    }

    private void EmitSwitch(SourceWriter w, Func<string, string> call) => EmitSwitch(w, Kernels().ToList(), call);

    /// <summary>The call of the kernel of a variant.</summary>
    public static void EmitSwitch(SourceWriter w, List<string> kernels, Func<string, string> call)
    {
        if (kernels.Count == 1)
        {
            w.Line(call(kernels[0]));
            return;
        }

        w.Open("switch (variant)");
        for (int v = 0; v < kernels.Count; v++)
        {
            w.Line(v == kernels.Count - 1 ? "default:" : FormattableString.Invariant($"case {v}:"));
            w.Indent();
            w.Line(call(kernels[v]));
            w.Line("break;");
            w.Outdent();
        }

        w.Close();
    }
}
