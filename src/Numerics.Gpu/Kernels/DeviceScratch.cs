using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Plans;

namespace Numerics.Gpu.Kernels;

/// <summary>The memory between the kernels of single calls on a stream: kept from call to call, since calls on one stream follow
/// one another.</summary>
internal sealed class DeviceScratch
{
    private static readonly ConditionalWeakTable<AcceleratorStream, DeviceScratch> Known = [];

    private readonly AcceleratorStream _stream;
    private MemoryBuffer1D<double, Stride1D.Dense>? _block;
    private MemoryBuffer1D<DeviceTensor, Stride1D.Dense>? _tensors;

    private DeviceScratch(AcceleratorStream stream) => _stream = stream;

    public static DeviceScratch Of(AcceleratorStream stream) => Known.GetValue(stream, s => new DeviceScratch(s));

    /// <summary>Tables of one row.</summary>
    public StageArguments<T> Tables<T>(KernelPlan plan, int chunks)
        where T : unmanaged
    {
        // One block of doubles in parts; elements are at most as large.
        long partials = Math.Max(1, (long)chunks * plan.Reductions);
        long totals = Math.Max(1, plan.Reductions);
        ArrayView<double> block = Grow(plan.Slots + plan.Constants + totals + partials);
        _tensors ??= _stream.Accelerator.Allocate1D<DeviceTensor>(1);
        long at = 0;
        ArrayView<double> Take(long count)
        {
            at += count;
            return block.SubView(at - count, count);
        }

        ArrayView<double> values = Take(plan.Slots);
        return new StageArguments<T>
        {
            Tensors = _tensors.View,
            Inputs = values,
            Values = values,
            Constants = Take(plan.Constants).Cast<T>(),
            Totals = Take(totals),
            Partials = Take(partials),
            InputCount = 0,
            SlotCount = plan.Slots,
            ConstantCount = plan.Constants,
            ReductionCount = plan.Reductions,
        };
    }

    private ArrayView<double> Grow(long count)
    {
        if (_block is null || _block.Length < count)
        {
            if (_block is not null)
            {
                _stream.Synchronize();
                _block.Dispose();
            }

            _block = null;
            _block = _stream.Accelerator.Allocate1D<double>(Math.Max(count, 1024));
        }

        return _block.View;
    }
}
