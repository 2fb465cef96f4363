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
    /// <summary>A vector of the widest lanes and a rest in a row; of further axes few.</summary>
    private static readonly int[] Lengths = [6, 19, 3];

    private static readonly double[] Numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public void Check()
    {
        ProgramSource<T> source = Source();
        int[] shape = [.. Enumerable.Range(0, source.FreeAxes).Select(a => Lengths[a % Lengths.Length])];
        ProgramCase<T> ordinary = source.Draw(InputProfile.Ordinary, shape, useDefaults: true);
        IReadOnlyList<ProgramArray> arrays = PlanOf(ordinary).Arrays;
        foreach (int k in Enumerable.Range(0, arrays.Count).Where(k => arrays[k].Use != ArrayUse.Write))
        {
            foreach (double number in Numbers)
            {
                int size = ordinary.Arrays[k].Length;
                foreach (int place in new[] { 0, size / 2, size - 1 }.Where(p => p >= 0 && p < size).Distinct())
                {
                    ProgramCase<T> before = ordinary.Copy();
                    before.Arrays[k][place] = T.CreateTruncating(number);
                    Check(before, k + place);
                }
            }
        }
    }

    private void Check(ProgramCase<T> before, int turn)
    {
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            KernelContext[] contexts = [.. Contexts.Of(contraction, [1])];
            var way = new ProgramWay(contexts[turn % contexts.Length], turn);
            if (Interpret(before, contraction) is null)
            {
                continue;
            }

            DefinitionComparison found = ProgramOracle.Compare(Rule, contraction, before, Run(before, way));
            if (found.Failures.Count > 0)
            {
                throw Violation($"{way}: {string.Join("; ", found.Failures)}; {ProgramText.Case(PlanOf(before), before)}");
            }
        }
    }
}
