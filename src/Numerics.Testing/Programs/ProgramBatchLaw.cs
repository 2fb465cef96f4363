using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A batch in one call equals its members one by one, to the bit.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramBatchLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.BatchesEqualTheirMembers))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int UsualShapes = 12;
    private const int MostProblems = 6;

    public void Check()
    {
        // A call on a sparse matrix is for one problem.
        if (Rule.Plans[0].Arrays.Any(a => a.Shape == ArrayShape.Csr))
        {
            return;
        }

        ProgramSource<T> source = Source();
        int turn = 0;
        foreach (int[] shape in Shapes.Short(source.FreeAxes, UsualShapes, Settings, source.Random))
        {
            ProgramCase<T> first = source.Draw(InputProfile.Ordinary, shape);
            ProgramCase<T>[] problems = [.. Enumerable.Range(0, 1 + (turn % MostProblems))
                .Select(p => p == 0 ? first : source.DrawLike(InputProfile.Ordinary, first))];
            if (!problems.Any(p => IsRefused(p, new ProgramWay(ContextsOf(ContractionClass.Fused, 1).First(), turn))))
            {
                Check(problems, turn);
            }

            turn++;
        }
    }

    private void Check(ProgramCase<T>[] problems, int turn)
    {
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            KernelContext[] contexts = [.. ContextsOf(contraction, 1 + (turn % 3))];
            var way = new ProgramWay(contexts[turn % contexts.Length], turn);
            ProgramCase<T>[] together = [.. problems.Select(p => p.Copy())];
            string? wrong = ProgramCalls.RunBatch(Rule, together, way);
            for (int p = 0; p < problems.Length; p++)
            {
                wrong ??= ProgramText.Difference(PlanOf(problems[p]), problems[p], Run(problems[p], way), together[p]);
            }

            if (wrong is not null)
            {
                throw Violation($"{way}, {problems.Length} problems: {wrong}");
            }
        }
    }
}
