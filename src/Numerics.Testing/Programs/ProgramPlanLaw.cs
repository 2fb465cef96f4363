using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's programs against oracle (a): the same bits for every shape, layout, place, width and number of threads, in both
/// contraction classes.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramPlanLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.KernelsEqualPlan))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int UsualShapes = 40;
    private const int UsualValues = 18;
    private const int LongestValues = 40;

    /// <summary>At an amount below this blocks are for others to try, and widths take turns: most of a case's time is the
    /// compilation of the kernel for one.</summary>
    private const double AmountForBlocks = 0.5;

    private static readonly int[] ThreadCounts = [1, 2, 3];
    private static readonly InputProfile[] Profiles = Enum.GetValues<InputProfile>();

    public void Check()
    {
        ProgramSource<T> source = Source("shapes");
        int turn = 0;
        foreach (int[] shape in Shapes.Short(source.FreeAxes, UsualShapes, Settings, source.Random))
        {
            Check(source.Draw(Profiles[turn % Profiles.Length], shape), turn++);
        }

        source = Source("blocks");
        foreach (int[] shape in Settings.Amount >= AmountForBlocks ? Shapes.AroundBlocks(source.FreeAxes, source.HasMatrices) : [])
        {
            Check(source.Draw(InputProfile.Ordinary, shape), turn++);
        }

        source = Source("values");
        for (int i = 0; i < Settings.Times(UsualValues); i++)
        {
            int[] shape = [.. Enumerable.Range(0, source.FreeAxes).Select(_ => source.Random.Next(1, LongestValues))];
            Check(source.Draw(Profiles[i % Profiles.Length], shape), turn++);
        }
    }

    /// <summary>Every width of both classes; threads, layouts and offsets in turn.</summary>
    private void Check(ProgramCase<T> before, int turn)
    {
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            ProgramCase<T>? expected = Interpret(before, contraction);
            KernelContext[] contexts = [.. ContextsOf(contraction, ThreadCounts[turn % ThreadCounts.Length])];
            foreach (KernelContext context in Settings.Amount < AmountForBlocks ? [contexts[turn % contexts.Length]] : contexts)
            {
                var way = new ProgramWay(context, turn, turn);
                if (Compare(before, expected, way) is { } wrong)
                {
                    throw Violation($"{way}: " + ShapeShrinking.Shrink(
                        Rule, before, wrong, smaller => Compare(smaller, Interpret(smaller, contraction), way)));
                }

                turn++;
            }
        }
    }
}
