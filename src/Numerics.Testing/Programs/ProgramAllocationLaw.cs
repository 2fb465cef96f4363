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
        Check(axes == 1 ? [Source().HasMatrices ? Shared : SharedLine] : [Shared, Shared, .. Enumerable.Repeat(FurtherAxis, axes - 2)]);
    }

    private void Check(int[] shape)
    {
        ProgramCase<T> of = Source().Draw(InputProfile.Ordinary, shape, useDefaults: true);
        ProgramPlan plan = PlanOf(of);
        nint[][] lengths = [.. plan.Arrays.Select(a => a.IsMatrix ? new[] { of.Axes[a.RowAxis], of.Axes[a.Axis] } : [])];
        var values = new double[plan.Slots];
        long bytes = SteadyState.LeastAllocation(() => Call(plan, of, lengths, values));
        if (bytes > 0)
        {
            throw Violation($"a call on {string.Join("×", shape)} allocates {bytes} bytes on its thread each time");
        }
    }

    private void Call(ProgramPlan plan, ProgramCase<T> of, nint[][] lengths, double[] values)
    {
        var call = new ProgramCall<T>();
        for (int k = 0; k < of.Arrays.Length; k++)
        {
            ProgramArray array = plan.Arrays[k];
            if (array.IsMatrix)
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
