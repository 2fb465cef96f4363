using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>NaN and infinities come out where the definition has them.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramNonFiniteLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.NonFiniteNumbersPropagate))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A vector of the widest lanes and a rest in a row; of further axes few, and of one that is both of a matrix's.</summary>
    private static readonly int[] Lengths = [4, 19, 3];
    private const int Line = 19;

    private static readonly double[] Numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public void Check()
    {
        ProgramSource<T> source = Source();
        int[] shape = source is { FreeAxes: 1, HasMatrices: false }
            ? [Line]
            : [.. Enumerable.Range(0, source.FreeAxes).Select(a => Lengths[a % Lengths.Length])];
        ProgramCase<T> ordinary = source.Draw(InputProfile.Ordinary, shape, useDefaults: true);
        IReadOnlyList<ProgramArray> arrays = PlanOf(ordinary).Arrays;
        int turn = 0;
        foreach (int k in Enumerable.Range(0, arrays.Count).Where(k => arrays[k].Use != ArrayUse.Write))
        {
            foreach (double number in Numbers)
            {
                int size = ordinary.CountOf(k);
                foreach (int place in new[] { 0, size / 2, size - 1 }.Where(p => p >= 0 && p < size).Distinct())
                {
                    Check(ordinary.With(k, place, T.CreateTruncating(number)), turn++);
                }
            }
        }
    }

    private void Check(ProgramCase<T> before, int turn)
    {
        // Classes in turn: what becomes of a number that is none does not hang on how products are rounded.
        ContractionClass contraction = turn % 2 == 0 ? ContractionClass.Fused : ContractionClass.Separate;
        KernelContext[] contexts = [.. ContextsOf(contraction, 1)];
        var way = new ProgramWay(contexts[turn / 2 % contexts.Length], turn);
        ProgramCase<T>? after = TryRun(before, way);
        if (after is null || ProgramOracle.IsAlike(Rule, before, after))
        {
            return;
        }

        DefinitionComparison found = ProgramOracle.Compare(Rule, contraction, before, after);
        if (found.Failures.Count > 0)
        {
            throw Violation($"{way}: {string.Join("; ", found.Failures)}; {ProgramText.Case(PlanOf(before), before)}");
        }
    }
}
