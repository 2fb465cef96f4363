using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>In place is as good as out of place: what is overwritten was read before, what is only read stays, what
/// is only written is not read.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class PlacementLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.InPlaceEqualsOutOfPlace))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [1, 16, 37, ReductionTree.Block + 19];
    private static readonly double[] Fillings = [0, double.NaN, double.PositiveInfinity, 1e30];

    public void Check()
    {
        CaseSource<T> source = Source();
        for (int i = 0; i < Settings.Times(Lengths.Length); i++)
        {
            TensorCase<T> drawn = source.Draw(InputProfile.Ordinary, Lengths[i % Lengths.Length]);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                // The interpreter keeps its inputs: it runs on copies of them.
                TensorCase<T> outOfPlace = Interpret(drawn, contraction);
                foreach (double filling in Fillings)
                {
                    Check(Filled(drawn, filling), outOfPlace, Contexts.Widest(contraction));
                }
            }
        }
    }

    private void Check(TensorCase<T> before, TensorCase<T> outOfPlace, KernelContext context)
    {
        if (Difference([before], [outOfPlace], [Run(before, context)]) is { } difference)
        {
            throw Violation($"{LawText.Of(context)}: {difference}");
        }
    }

    /// <summary>The case with something in the arrays that this plan writes and never reads.</summary>
    private TensorCase<T> Filled(TensorCase<T> tensor, double filling)
    {
        TensorCase<T> filled = tensor.Copy();
        IReadOnlyList<PlanPass> passes = Rule.Plans[Rule.VariantOf(tensor.Host)].Passes;
        foreach (int k in passes.SelectMany(p => p.Writes).Except(passes.SelectMany(p => p.Reads)))
        {
            Array.Fill(filled.Arrays[k], T.CreateTruncating(filling));
        }

        return filled;
    }
}
