using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>Arrays that are only read keep their bits, and what stood in a destination does not matter.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramPlacementLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.OnlyResultsAreWritten))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int UsualShapes = 12;

    public void Check()
    {
        ProgramSource<T> source = Source();
        int turn = 0;
        foreach (int[] shape in Shapes.Short(source.FreeAxes, UsualShapes, Settings, source.Random))
        {
            ProgramCase<T> before = source.Draw(InputProfile.Ordinary, shape);
            ProgramCase<T> filled = before.Copy();
            IReadOnlyList<ProgramArray> arrays = PlanOf(before).Arrays;
            foreach (int k in Enumerable.Range(0, arrays.Count).Where(k => arrays[k].Use == ArrayUse.Write))
            {
                Array.Fill(filled.Arrays[k], T.NaN);
            }

            if (Interpret(before, ContractionClass.Fused) is not null)
            {
                Check(before, filled, new ProgramWay(Contexts.Widest(ContractionClass.Fused), turn++));
            }
        }
    }

    private void Check(ProgramCase<T> before, ProgramCase<T> filled, ProgramWay way)
    {
        (ProgramCase<T> expected, ProgramCase<T> actual) = (Run(before, way), Run(filled, way));
        for (int k = 0; k < expected.Arrays.Length; k++)
        {
            expected.Arrays[k] = PlanOf(before).Arrays[k].Use == ArrayUse.Read ? before.Arrays[k] : expected.Arrays[k];
        }

        if (ProgramText.Difference(PlanOf(before), before, expected, actual) is { } wrong)
        {
            throw Violation($"{way}, destinations filled with NaN: {wrong}");
        }
    }
}
