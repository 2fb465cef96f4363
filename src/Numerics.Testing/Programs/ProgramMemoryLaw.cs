using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Nothing beside the arrays is written, nor read: a read on a page that faults ends the process, one of what fills the rest,
/// or the gaps between rows, changes a result.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramMemoryLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.MemoryBesideArraysIsLeftAlone))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int UsualShapes = 20;

    private static readonly (PagePlace Place, byte Filling)[] Surroundings =
        [(PagePlace.End, 0xA5), (PagePlace.Start, 0xFF)];

    public void Check()
    {
        ProgramSource<T> source = Source();
        int turn = 0;
        foreach (int[] shape in Shapes.Short(source.FreeAxes, UsualShapes, Settings, source.Random))
        {
            ProgramCase<T> before = source.Draw(InputProfile.Ordinary, shape);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                ProgramCase<T>? expected = Interpret(before, contraction);
                if (expected is not null)
                {
                    KernelContext[] contexts = [.. ContextsOf(contraction, 1)];
                    Check(before, expected, new ProgramWay(contexts[turn % contexts.Length], turn));
                }
            }

            turn++;
        }
    }

    private void Check(ProgramCase<T> before, ProgramCase<T> expected, ProgramWay way)
    {
        foreach ((PagePlace place, byte filling) in Surroundings)
        {
            ProgramCase<T> actual = before.Copy();
            string? wrong = ProgramCalls.Run(
                    Rule, [actual], isBatch: false, way, (memory, _) => new PageArray<T>(memory, place, filling))
                ?? ProgramText.Difference(PlanOf(before), before, expected, actual);
            if (wrong is not null)
            {
                throw Violation($"{way}, arrays at the {place} of pages: {wrong}");
            }
        }
    }
}
