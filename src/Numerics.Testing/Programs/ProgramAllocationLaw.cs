using System.Numerics;
using System.Numerics.Tensors;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Calls allocate nothing in the long run.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramAllocationLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.CallsAllocateNothing))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Short = 7;

    /// <summary>So many rows and columns are shared among threads: more than 65,536 cells.</summary>
    private const int Shared = 257;
    private const int SharedLine = 66000;
    private const int FurtherAxis = 3;

    public void Check()
    {
        int axes = Source().FreeAxes;
        Check([.. Enumerable.Repeat(Short, axes)]);
        int longest = Source().HasMatrices ? Shared : SharedLine;

        // A third axis is that of points' coordinates; a rule that chooses rows by number has more, all of them long.
        Check([.. Enumerable.Range(0, axes).Select(a => a == 2 && axes == 3 ? FurtherAxis : axes == 1 ? longest : Shared)]);
    }

    private void Check(int[] shape)
    {
        ProgramCase<T> of = Source().Draw(InputProfile.Ordinary, shape, useDefaults: true);
        ProgramPlan plan = PlanOf(of);
        nint[][] lengths = [.. plan.Arrays.Select(a => a.IsMatrix ? new[] { of.Axes[a.RowAxis], of.Axes[a.Axis] } : [])];
        var values = new double[plan.Slots];
        if (!IsTaken(() => Call(plan, of, lengths, values)))
        {
            return;
        }

        long bytes = SteadyState.LeastAllocation(() => Call(plan, of, lengths, values));
        if (bytes > 0)
        {
            throw Violation($"a call on {string.Join("×", shape)} allocates {bytes} bytes on its thread each time");
        }
    }

    /// <summary>Whether a call is not refused for a number that chooses nothing.</summary>
    private static bool IsTaken(Action call)
    {
        try
        {
            call();
            return true;
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return false;
        }
    }

    private void Call(ProgramPlan plan, ProgramCase<T> of, nint[][] lengths, double[] values)
    {
        var call = new ProgramCall<T>();
        for (int k = 0; k < of.Arrays.Length; k++)
        {
            ProgramArray array = plan.Arrays[k];
            if (of.Sparse[k] is { } matrix)
            {
                call.ReadSparse(k, matrix, array.Name, array.RowAxis, array.Axis);
            }
            else if (array.IsMatrix)
            {
                call.UpdateMatrix(k, new TensorSpan<T>(of.Arrays[k], lengths[k], []), array.Name, array.RowAxis, array.Axis);
            }
            else
            {
                call.UpdateLine(k, of.Arrays[k], array.Name, array.Axis);
            }
        }

        for (int i = 0; i < of.Scalars.Length; i++)
        {
            values[plan.Scalars[i].Slot] = of.Scalars[i];
        }

        ProgramCalls.Run(Rule, ref call, of.Host, values);
    }
}
