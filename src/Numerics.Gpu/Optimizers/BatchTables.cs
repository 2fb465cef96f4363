using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Transport;
using Numerics.Plans;

namespace Numerics.Gpu.Optimizers;

/// <summary>A batch's tables on the device, allocated once for the most tensors that there may be: what changes with each step, what
/// changes when tensors move, and what kernels leave for one another.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class BatchTables<T> : IDisposable
    where T : unmanaged
{
    /// <summary>So many steps are prepared before the host looks whether the device has read the first.</summary>
    private const int StepsAhead = 16;

    private readonly KernelPlan _plan;
    private readonly DeviceVariant _variant;
    private readonly int _given;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _steps;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _places;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _numbers;
    private readonly UploadRing _stepRing;
    private readonly UploadRing _placeRing;
    private Sections _stepSections;
    private Sections _placeSections;
    private BatchLayout<T> _layout;
    private double _scale = double.NaN;

    /// <param name="accelerator">The accelerator.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="variant">The plan on devices.</param>
    /// <param name="given">The numbers that are given with a step, the same for all tensors.</param>
    /// <param name="rows">The most tensors.</param>
    /// <param name="chunks">The most chunks.</param>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    public BatchTables(Accelerator accelerator, KernelPlan plan, DeviceVariant variant, int given, int rows, int chunks)
    {
        (_plan, _variant, _given) = (plan, variant, given);
        _layout = NewLayout();
        int steps = StepSections(rows).Bytes, places = PlaceSections(rows, chunks).Bytes;
        string purpose = $"Tables of {plan.Rule} for {rows} tensors";
        _steps = DeviceAllocation.Of<byte>(accelerator, steps, purpose);
        _places = DeviceAllocation.Of<byte>(accelerator, places, purpose);
        long numbers = checked(((long)rows * (plan.Slots + plan.Constants)) + ((long)chunks * plan.Reductions) + plan.Reductions);
        _numbers = DeviceAllocation.Of<double>(accelerator, numbers, purpose);
        _stepRing = new UploadRing(accelerator, steps, StepsAhead);
        _placeRing = new UploadRing(accelerator, places, 2);
    }

    /// <summary>Where the tensors are; setting it has it copied to the device with the next step.</summary>
    public BatchLayout<T> Layout
    {
        get => _layout;
        set
        {
            _layout = value;
            _stepSections = StepSections(value.Rows.Length);
            _placeSections = PlaceSections(value.Rows.Length, value.Chunks.Count);
            ArePlacesStale = true;
        }
    }

    /// <summary>Whether the device does not know yet where the tensors are.</summary>
    public bool ArePlacesStale { get; private set; }

    /// <summary>The tensor of each row, by its place among all.</summary>
    public ArrayView<int> Owners => _placeSections.Of<int>(_places, 3, _layout.Rows.Length);

    /// <summary>What gradients are multiplied by: one number.</summary>
    public ArrayView<T> GradientScale => _stepSections.Of<T>(_steps, 0, 1);

    /// <summary>The numbers given with the step.</summary>
    public ArrayView<double> Given => _given > 0 ? _stepSections.Of<double>(_steps, 3, _given) : Any;

    /// <summary>The rule's numbers for each row.</summary>
    public ArrayView<double> Values => Number(0, (long)_layout.Rows.Length * _plan.Slots);

    /// <summary>The reductions over all tensors.</summary>
    public ArrayView<double> Totals => Number(Values.Length + PartialCount, _plan.Reductions);

    /// <summary>The constants of each row: from the host where they depend on lengths, else only those of stages.</summary>
    private ArrayView<T> TensorConstants => _variant.HasTensorConstants
        ? _stepSections.Of<T>(_steps, 1, ConstantCount)
        : Number(Values.Length + PartialCount + _plan.Reductions, ConstantCount).Cast<T>().SubView(0, ConstantCount);

    private int ConstantCount => _layout.Rows.Length * _plan.Constants;

    private ArrayView<double> Partials => Number(Values.Length, PartialCount);

    private long PartialCount => (long)_layout.Chunks.Count * _plan.Reductions;

    /// <summary>The argument of stages.</summary>
    public StageArguments<T> Stage() => new()
    {
        Tensors = _placeSections.Of<DeviceTensor>(_places, 0, _layout.Rows.Length),
        Inputs = _variant.Inputs > 0 ? _stepSections.Of<double>(_steps, 2, _layout.Rows.Length * _variant.Inputs) : Any,
        Values = Values,
        Constants = TensorConstants,
        Partials = PartialCount > 0 ? Partials : Any,
        Totals = _plan.Reductions > 0 ? Totals : Any,
        InputCount = _variant.Inputs,
        SlotCount = _plan.Slots,
        ConstantCount = _plan.Constants,
        ReductionCount = _plan.Reductions,
    };

    /// <summary>The argument of passes, for one launch.</summary>
    public TableCall<T> Pass(BatchLaunch<T> launch) => new(
        _placeSections.Of<DeviceChunk>(_places, 1, _layout.Chunks.Count).SubView(launch.FirstChunk, launch.ChunkCount),
        _placeSections.Of<long>(_places, 2, _layout.Offsets.Length),
        GradientScale,
        TensorConstants,
        _plan.Reductions > 0 ? Partials.SubView((long)launch.FirstChunk * _plan.Reductions) : Any,
        _plan.Arrays.Count,
        _plan.Constants);

    /// <summary>A layout to fill.</summary>
    public BatchLayout<T> NewLayout() => new(_plan.Arrays.Count, splitsGroups: !_variant.HasTensorConstants);

    /// <summary>Says that the device computes the gradient scale of this step.</summary>
    public void ForgetScale() => _scale = double.NaN;

    /// <summary>Queues the copies of a step's numbers, and of where the tensors are, as far as the device has not got them.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="values">The table of values of each row: constants first.</param>
    /// <param name="inputs">What the stages want of the host, for each row.</param>
    /// <param name="given">What was given with the step.</param>
    public void Upload(
        AcceleratorStream stream, ReadOnlySpan<double> values, ReadOnlySpan<double> inputs, ReadOnlySpan<double> given)
    {
        if (ArePlacesStale)
        {
            UploadPlaces(stream);
        }

        bool isScaleAll = !_variant.HasTensorConstants && inputs.IsEmpty && given.IsEmpty;
        if (isScaleAll && values[0].Equals(_scale) && !ArePlacesStale)
        {
            return;
        }

        (_scale, ArePlacesStale) = (values[0], false);
        Span<byte> block = _stepRing.Next(stream);
        Rounding.Round(values[..1], MemoryMarshal.Cast<byte, T>(_stepSections.In(block, 0)));
        if (_variant.HasTensorConstants)
        {
            RoundRows(values, MemoryMarshal.Cast<byte, T>(_stepSections.In(block, 1)));
        }

        MemoryMarshal.AsBytes(inputs).CopyTo(_stepSections.In(block, 2));
        MemoryMarshal.AsBytes(given).CopyTo(_stepSections.In(block, 3));
        _stepRing.Send(_steps.View.AsContiguous().SubView(0, _stepSections.Bytes));
    }

    public void Dispose()
    {
        _stepRing.Dispose();
        _placeRing.Dispose();
        _numbers.Dispose();
        _places.Dispose();
        _steps.Dispose();
    }

    private void RoundRows(ReadOnlySpan<double> values, Span<T> constants)
    {
        for (int row = 0; row < _layout.Rows.Length; row++)
        {
            Rounding.Round(
                values.Slice(row * _plan.Slots, _plan.Constants), constants.Slice(row * _plan.Constants, _plan.Constants));
        }
    }

    private void UploadPlaces(AcceleratorStream stream)
    {
        Span<byte> block = _placeRing.Next(stream);
        MemoryMarshal.AsBytes(_layout.Tensors.AsSpan()).CopyTo(_placeSections.In(block, 0));
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_layout.Chunks)).CopyTo(_placeSections.In(block, 1));
        MemoryMarshal.AsBytes(_layout.Offsets.AsSpan()).CopyTo(_placeSections.In(block, 2));
        Span<int> owners = MemoryMarshal.Cast<byte, int>(_placeSections.In(block, 3));
        for (int row = 0; row < _layout.Rows.Length; row++)
        {
            owners[row] = _layout.Rows[row].Index;
        }

        _placeRing.Send(_places.View.AsContiguous().SubView(0, _placeSections.Bytes));
    }

    /// <summary>A view for kernels that do not look at it: OpenCL takes no empty ones, and ILGPU asserts that even those begin
    /// within the memory.</summary>
    private ArrayView<double> Any => _numbers.View.AsContiguous().SubView(0, 1);

    private ArrayView<double> Number(long first, long count) => _numbers.View.AsContiguous().SubView(first, count);

    /// <summary>The gradient scale, constants that depend on lengths, inputs, given numbers.</summary>
    private Sections StepSections(int rows) => new(
        sizeof(T),
        _variant.HasTensorConstants ? checked(rows * _plan.Constants * sizeof(T)) : 0,
        checked(rows * _variant.Inputs * sizeof(double)),
        _given * sizeof(double));

    /// <summary>Tensors, chunks, offsets, owners.</summary>
    private Sections PlaceSections(int rows, int chunks) => new(
        checked(rows * sizeof(DeviceTensor)),
        checked(chunks * sizeof(DeviceChunk)),
        checked(rows * _plan.Arrays.Count * sizeof(long)),
        checked(rows * sizeof(int)));

    /// <summary>Four tables one after the other.</summary>
    private readonly struct Sections(int first, int second, int third, int fourth)
    {
        /// <summary>Where tables begin: a multiple of each element's size (4, 8 and 24 bytes), since ILGPU counts the beginning of a
        /// cast view in its elements.</summary>
        private const int Boundary = 48;

        public int Bytes => Start(4);

        public Span<byte> In(Span<byte> block, int section) => block.Slice(Start(section), Length(section));

        public ArrayView<E> Of<E>(MemoryBuffer1D<byte, Stride1D.Dense> memory, int section, int count)
            where E : unmanaged =>
            memory.View.AsContiguous().SubView(Start(section), count * sizeof(E)).Cast<E>();

        private int Start(int section)
        {
            int start = 0;
            for (int i = 0; i < section; i++)
            {
                start = checked(start + ((Length(i) + Boundary - 1) / Boundary * Boundary));
            }

            return start;
        }

        private int Length(int section) => section switch { 0 => first, 1 => second, 2 => third, _ => fourth };
    }
}
