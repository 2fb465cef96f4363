using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Where an element stands, among how many others and at which address, does not change its result.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class PlaceLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.ResultsDoNotDependOnPlace))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Two of the widest vectors and a rest of each kind.</summary>
    private const int Length = 47;
    private const int Offsets = 16;

    private static readonly int[] Shifts = [1, 3, 8, 17, Length - 1];

    public void Check()
    {
        CaseSource<T> source = Source();
        for (int i = 0; i < Settings.Times(4); i++)
        {
            InputProfile profile = i % 2 == 0 ? InputProfile.Ordinary : InputProfile.Special;
            TensorCase<T> before = source.Draw(profile, Length);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                foreach (KernelContext context in ContextsOf(contraction, 1))
                {
                    Check(before, context);
                }
            }
        }
    }

    private void Check(TensorCase<T> before, KernelContext context)
    {
        TensorCase<T> after = Run(before, context);
        for (int offset = 1; offset < Offsets; offset++)
        {
            Expect(before, after, Run(before, context, offset), $"{offset} elements off alignment", context);
        }

        if (!IsPointwise(before))
        {
            return;
        }

        foreach (int shift in Shifts)
        {
            TensorCase<T> moved = Moved(before, shift);
            Expect(moved, Moved(after, shift), Run(moved, context), $"moved along by {shift}", context);
        }

        for (int i = 0; i < Length; i++)
        {
            TensorCase<T> alone = Part(before, i..(i + 1));
            Expect(alone, Part(after, i..(i + 1)), Run(alone, context), $"element {i} alone", context);
        }
    }

    private void Expect(
        TensorCase<T> before, TensorCase<T> expected, TensorCase<T> actual, string what, KernelContext context)
    {
        if (Difference([before], [expected], [actual]) is { } difference)
        {
            throw Violation($"{LawText.Of(context)}, {what}: {difference}");
        }
    }

    private static TensorCase<T> Moved(TensorCase<T> tensor, int shift) =>
        tensor.WithArrays(a => [.. a[shift..], .. a[..shift]]);

    private static TensorCase<T> Part(TensorCase<T> tensor, Range part) => tensor.WithArrays(a => a[part]);
}
