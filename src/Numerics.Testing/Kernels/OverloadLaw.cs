using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The overload that users call gives what the plan gives.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class OverloadLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.OverloadsEqualPlan))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LastLength = 37;

    /// <summary>The class in which overloads run on this machine.</summary>
    public static ContractionClass Contraction =>
        KernelContext.Default.Contraction == Runtime.Contraction.Fused
            ? ContractionClass.Fused
            : ContractionClass.Separate;

    public void Check()
    {
        CaseSource<T> source = Source();
        for (int length = 0; length <= LastLength; length++)
        {
            TensorCase<T> before = source.Draw(InputProfile.Special, length);
            if (Compare(before) is { } wrong)
            {
                throw Violation(Shrinking.Shrink([before], wrong, t => Compare(t[0])));
            }
        }

        CheckSharedInputs(source.Draw(InputProfile.Ordinary, LastLength));
    }

    private string? Compare(TensorCase<T> before)
    {
        TensorCase<T> actual = before.Copy();
        Overload.Run(Rule, actual);
        return Difference([before], [Interpret(before, Contraction)], [actual]);
    }

    /// <summary>Arrays that are only read may be the same.</summary>
    private void CheckSharedInputs(TensorCase<T> before)
    {
        int[] read = [.. Enumerable.Range(0, Arrays.Count).Where(k => Arrays[k].Use == ArrayUse.Read)];
        if (read.Length < 2)
        {
            return;
        }

        TensorCase<T> actual = before.Copy();
        foreach (int k in read)
        {
            before.Arrays[k] = before.Arrays[read[0]];
            actual.Arrays[k] = actual.Arrays[read[0]];
        }

        Overload.Run(Rule, actual);
        if (Difference([before], [Interpret(before, Contraction)], [actual]) is { } difference)
        {
            throw Violation($"the same array read twice: {difference}");
        }
    }
}
