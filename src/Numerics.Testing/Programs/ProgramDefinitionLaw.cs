using System.Globalization;
using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's programs against oracle (b): within the bound that roundings give, but for a stated share.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramDefinitionLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.KernelsEqualDefinition))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most ordinary numbers that may be set aside: with a reduction, a whole array hangs on one decision.</summary>
    private const double MostSetAside = 0.25;

    private const int UsualOfProfile = 2;
    private const int UsualOrdinary = 8;

    private static readonly int[][] AllShapes =
        [[5, 7, 3], [1, 1, 1], [17, 4, 2], [3, 33, 5], [16, 16, 16], [40, 21, 1], [2, 130, 3], [70, 3, 4]];

    public DefinitionReport Check()
    {
        DefinitionReport report = DefinitionReport.Nothing;
        foreach (InputProfile profile in Enum.GetValues<InputProfile>())
        {
            report = report.With(Check(profile, useDefaults: false, Settings.Times(UsualOfProfile)));
        }

        DefinitionReport ordinary = Check(InputProfile.Ordinary, useDefaults: true, Settings.Times(UsualOrdinary));
        return ordinary.ShareSetAside <= MostSetAside ? report.With(ordinary) : throw Violation(string.Create(
            CultureInfo.InvariantCulture,
            $"{ordinary.ShareSetAside:P1} of ordinary numbers were set aside, at most {MostSetAside:P0} may be"));
    }

    private DefinitionReport Check(InputProfile profile, bool useDefaults, int cases)
    {
        ProgramSource<T> source = Source(profile.ToString(), $"{useDefaults}");
        DefinitionReport report = DefinitionReport.Nothing;
        for (int i = 0; i < cases; i++)
        {
            ProgramCase<T> before = source.Draw(profile, ShapeOf(source.FreeAxes, i), useDefaults);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                KernelContext[] contexts = [.. ContextsOf(contraction, 1, 3)];
                var way = new ProgramWay(contexts[i % contexts.Length], i, i);
                report = report.With(Compare(before, contraction, way, profile));
            }
        }

        return report;
    }

    /// <summary>Further axes are as long as the second every other time: for rules that choose rows by number.</summary>
    private static int[] ShapeOf(int axes, int turn) => [.. Enumerable.Range(0, axes).Select(a =>
        AllShapes[turn % AllShapes.Length][a >= 2 && turn % 2 == 0 ? 1 : a % AllShapes[0].Length])];

    private DefinitionComparison Compare(ProgramCase<T> before, ContractionClass contraction, ProgramWay way, InputProfile profile)
    {
        if (Interpret(before, contraction) is null)
        {
            return new(0, 0, 0, []);
        }

        DefinitionComparison found = ProgramOracle.Compare(Rule, contraction, before, Run(before, way));
        return found.Failures.Count == 0 ? found : throw Violation($"{way}, {profile} numbers: " + ShapeShrinking.Shrink(
            Rule, before, Words(found, before)!, smaller => Interpret(smaller, contraction) is null
                ? null
                : Words(ProgramOracle.Compare(Rule, contraction, smaller, Run(smaller, way)), smaller)));
    }

    private string? Words(DefinitionComparison found, ProgramCase<T> before) => found.Failures.Count == 0
        ? null
        : $"{string.Join("; ", found.Failures)}; {ProgramText.Case(PlanOf(before), before)}";
}
