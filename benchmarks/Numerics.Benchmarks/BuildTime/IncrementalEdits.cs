using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Benchmarks.Measurement;
using Numerics.Generators;

namespace Numerics.Benchmarks.BuildTime;

/// <summary>What an edit outside any rule costs the generator in an editor: milliseconds a rule, and whether outputs stay.</summary>
internal static class IncrementalEdits
{
    private const double AllowedMilliseconds = 1;
    private const int WarmUpEdits = 5;

    /// <summary>Measures; gives the number of outputs that an edit changed.</summary>
    internal static int Run(TextWriter output, int rules, int edits)
    {
        CSharpCompilation compilation = Compilation(rules);
        SyntaxTree edited = compilation.SyntaxTrees[^1];
        GeneratorDriver driver = Driver(isTracked: false).RunGenerators(compilation);
        GeneratorDriver tracked = Driver(isTracked: true).RunGenerators(compilation);
        int outputs = driver.GetRunResult().GeneratedTrees.Length;
        double[] milliseconds = new double[edits];
        int changed = 0;
        for (int edit = -WarmUpEdits; edit < edits; edit++)
        {
            SyntaxTree next = Parse(RuleSources.Unrelated(edit + WarmUpEdits + 1), "Edited.cs");
            compilation = compilation.ReplaceSyntaxTree(edited, next);
            edited = next;
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            if (edit >= 0)
            {
                milliseconds[edit] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            tracked = tracked.RunGenerators(compilation.Clone());
            changed += Changed(tracked.GetRunResult());
        }

        Print(output, rules, outputs, changed, milliseconds);
        return changed;
    }

    private static GeneratorDriver Driver(bool isTracked) => CSharpGeneratorDriver.Create(
        [new UpdateRuleGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));

    private static void Print(TextWriter output, int rules, int outputs, int changed, double[] milliseconds)
    {
        double each = Statistics.Median(milliseconds) / rules;
        string kept = changed == 0 ? "all unchanged" : $"{changed} CHANGED";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rules} rules, an edit outside them: {Statistics.Median(milliseconds):F1} ms (least {milliseconds.Min():F1}), "
            + $"{outputs} outputs, {kept}."));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- {(each <= AllowedMilliseconds && changed == 0 ? "reached" : "NOT reached")}: {each:F2} ms a rule, "
            + $"allowed {AllowedMilliseconds}, and no output changed"));
    }

    private static int Changed(GeneratorDriverRunResult result) => result.Results
        .SelectMany(generator => generator.TrackedOutputSteps.Values)
        .SelectMany(steps => steps)
        .SelectMany(step => step.Outputs)
        .Count(one => one.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    private static CSharpCompilation Compilation(int rules)
    {
        IEnumerable<SyntaxTree> trees = Enumerable.Range(0, rules)
            .Select(number => Parse(RuleSources.Rule(number, isAnnotated: true), $"Rule{number}.cs"))
            .Append(Parse(RuleSources.Unrelated(0), "Edited.cs"));
        return CSharpCompilation.Create(
            "Many",
            trees,
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14), path);

    /// <summary>The platform's assemblies and those beside this program that it was started with.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
