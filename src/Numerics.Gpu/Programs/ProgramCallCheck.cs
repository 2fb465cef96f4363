using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Plans;

namespace Numerics.Gpu.Programs;

/// <summary>Checks the arguments of a call of a program, before anything is launched.</summary>
internal readonly ref struct ProgramCallCheck<T>(ProgramPlan plan, AcceleratorStream stream, int problems)
    where T : unmanaged
{
    /// <summary>Checks arrays and numbers, and takes the lengths of axes from the arrays.</summary>
    public void Check(ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<ArrayView<double>> numbers, Span<nint> axes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(stream.IsDisposed || stream.Accelerator.IsDisposed, stream.Accelerator);
        ArgumentOutOfRangeException.ThrowIfNegative(problems);
        if (!DeviceLimits.HasDouble(stream.Accelerator))
        {
            throw new NotSupportedException($"{plan.Rule} computes in double, which {stream.Accelerator.Name} has not.");
        }

        if (arrays.Length != plan.Arrays.Count)
        {
            throw new ArgumentException($"{plan.Rule} takes {plan.Arrays.Count} arrays, not {arrays.Length}.", nameof(arrays));
        }

        Span<int> first = stackalloc int[axes.Length];
        first.Fill(-1);
        for (int i = 0; i < arrays.Length; i++)
        {
            ProgramArray array = plan.Arrays[i];
            ViewCheck.Place(arrays[i].View, array.Name, stream);
            if ((array.Shape == ArrayShape.Csr) != (arrays[i].Sparse is not null))
            {
                throw new ArgumentException($"{array.Name} is {(array.Shape == ArrayShape.Csr ? "a" : "no")} sparse matrix.", array.Name);
            }

            if (arrays[i].Sparse is { } sparse)
            {
                ViewCheck.Place(sparse.Starts, array.Name, stream);
            }

            Unify(arrays, axes, first, i, array.IsMatrix ? array.RowAxis : array.Axis, Count(arrays[i], array));
            if (array.IsMatrix)
            {
                Unify(arrays, axes, first, i, array.Axis, (nint)arrays[i].Columns);
            }
        }

        foreach (ArrayView<double> number in numbers)
        {
            if (number.Length != problems)
            {
                throw new ArgumentException(
                    $"A number is a view of one element for each problem: {problems}, not {number.Length}.", nameof(numbers));
            }

            ViewCheck.Place(number, nameof(numbers), stream);
        }

        CheckOverlap(arrays, numbers);
    }

    /// <summary>Refuses arrays of other lengths than the rule computes.</summary>
    public void CheckLengths(ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<nint> axes)
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            ProgramArray array = plan.Arrays[i];
            CheckLength(array, array.IsMatrix ? array.RowAxis : array.Axis, Count(arrays[i], array), axes);
            if (array.IsMatrix)
            {
                CheckLength(array, array.Axis, (nint)arrays[i].Columns, axes);
            }
        }
    }

    private static void CheckLength(ProgramArray array, int axis, nint length, ReadOnlySpan<nint> axes)
    {
        if (axes[axis] != length)
        {
            throw new ArgumentException(
                $"{array.Name} has {length} {Unit(array, axis)}; with these arguments it must have {axes[axis]}.", array.Name);
        }
    }

    /// <summary>The rows or elements of one problem.</summary>
    private nint Count(DeviceOperand<T> operand, ProgramArray array)
    {
        if (problems > 1 && operand.Rows % problems != 0)
        {
            throw new ArgumentException(
                $"{array.Name} has {operand.Rows} {(array.IsMatrix ? "rows" : "elements")}, which {problems} problems cannot share "
                + "evenly.",
                array.Name);
        }

        return (nint)(operand.Rows / Math.Max(problems, 1));
    }

    private void Unify(ReadOnlySpan<DeviceOperand<T>> arrays, Span<nint> axes, Span<int> first, int index, int axis, nint length)
    {
        ProgramArray array = plan.Arrays[index];
        if (first[axis] < 0)
        {
            (axes[axis], first[axis]) = (length, index);
        }
        else if (axes[axis] != length)
        {
            ProgramArray other = plan.Arrays[first[axis]];
            throw new ArgumentException(
                $"{array.Name} has {length} {Unit(array, axis)} and {other.Name} has {axes[axis]} {Unit(other, axis)}; the two are the same "
                + "in this rule.",
                array.Name);
        }
    }

    private static string Unit(ProgramArray array, int axis) => !array.IsMatrix ? "elements" : array.RowAxis == axis ? "rows" : "columns";

    /// <summary>An array that is written shares no memory with another.</summary>
    private void CheckOverlap(ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<ArrayView<double>> numbers)
    {
        for (int second = 0; second < arrays.Length; second++)
        {
            for (int first = 0; first < second; first++)
            {
                if ((IsWritten(first) || IsWritten(second)) && ViewCheck.Overlap(Used(arrays[first]), Used(arrays[second])))
                {
                    throw ViewCheck.Refusal(plan.Arrays[second].Name, plan.Arrays[first].Name);
                }
            }

            for (int i = 0; i < numbers.Length; i++)
            {
                if (ViewCheck.Overlap(Used(arrays[second]), numbers[i]))
                {
                    throw ViewCheck.Refusal(plan.Arrays[second].Name, "a number");
                }
            }
        }
    }

    private bool IsWritten(int array) => plan.Arrays[array].Use != ArrayUse.Read;

    /// <summary>From the first element to the last.</summary>
    private static ArrayView<T> Used(DeviceOperand<T> operand) => operand.Columns < 0 || operand.Rows == 0 || operand.Sparse is not null
        ? operand.View
        : operand.View.SubView(0, ((operand.Rows - 1) * operand.Stride) + operand.Columns);
}
