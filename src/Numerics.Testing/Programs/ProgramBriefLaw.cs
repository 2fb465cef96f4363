using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A glance at a rule's programs with both oracles: a few shapes and profiles, one width of each class. For suites of many
/// rules, each seen once.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramBriefLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.CheckBriefly))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[][] AllShapes = [[0, 3, 2], [1, 1, 1], [5, 17, 3], [18, 4, 1], [33, 21, 2]];
    private static readonly InputProfile[] Profiles = [InputProfile.Ordinary, InputProfile.Dyadic, InputProfile.Special];

    public DefinitionReport Check()
    {
        ProgramSource<T> source = Source();
        DefinitionReport report = DefinitionReport.Nothing;
        for (int i = 0; i < AllShapes.Length; i++)
        {
            int turn = i;
            int[] shape = [.. Enumerable.Range(0, source.FreeAxes).Select(a => AllShapes[turn][a % AllShapes[0].Length])];
            InputProfile profile = i % 2 == 0 ? InputProfile.Ordinary : Profiles[source.Random.Next(Profiles.Length)];
            ProgramCase<T> before = source.Draw(profile, shape);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                KernelContext[] contexts = [.. ContextsOf(contraction, 1, 3)];
                var way = new ProgramWay(contexts[source.Random.Next(contexts.Length)], i, i);
                report = report.With(Check(before, contraction, way));
            }
        }

        return report;
    }

    private DefinitionComparison Check(ProgramCase<T> before, ContractionClass contraction, ProgramWay way)
    {
        ProgramCase<T>? expected = Interpret(before, contraction);
        if (Compare(before, expected, way) is { } wrong)
        {
            throw Violation($"{way}: bits: " + ShapeShrinking.Shrink(
                Rule, before, wrong, smaller => Compare(smaller, Interpret(smaller, contraction), way)));
        }

        DefinitionComparison found = expected is null
            ? new(0, 0, 0, [])
            : ProgramOracle.Compare(Rule, contraction, before, expected);
        return found.Failures.Count == 0
            ? found
            : throw Violation($"{way}: {string.Join("; ", found.Failures)}; {ProgramText.Case(PlanOf(before), before)}");
    }
}
