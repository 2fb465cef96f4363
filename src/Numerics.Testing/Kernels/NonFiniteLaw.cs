using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>NaN and infinities come out where the definition has them.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class NonFiniteLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.NonFiniteNumbersPropagate))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One of the widest vectors and a rest.</summary>
    private const int Length = 19;

    private static readonly int[] Places = [0, 7, 15, Length - 1];
    private static readonly double[] Numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public void Check()
    {
        CaseSource<T> source = Source();
        TensorCase<T> ordinary = source.Draw(InputProfile.Ordinary, Length, source.DrawHost(useDefaults: true));
        foreach (int k in Enumerable.Range(0, Arrays.Count).Where(k => Arrays[k].Use != ArrayUse.Write))
        {
            foreach (double number in Numbers)
            {
                foreach (int place in Places)
                {
                    TensorCase<T> before = ordinary.Copy();
                    before.Arrays[k][place] = T.CreateTruncating(number);
                    Check(before);
                }
            }
        }
    }

    private void Check(TensorCase<T> before)
    {
        int variant = Rule.VariantOf(before.Host);
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            foreach (KernelContext context in ContextsOf(contraction, 1))
            {
                DefinitionComparison found =
                    DefinitionOracle.Compare(Rule, variant, contraction, before, Run(before, context));
                if (found.Failures.Count > 0)
                {
                    throw Violation($"{LawText.Of(context)}: " + string.Join("; ", found.Failures));
                }
            }
        }
    }
}
