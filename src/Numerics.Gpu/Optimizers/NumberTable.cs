using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Transport;
using Numerics.Optimizers;
using Numerics.Plans;

namespace Numerics.Gpu.Optimizers;

/// <summary>A move of a number between an optimizer's table and a batch's.</summary>
/// <param name="column">The column of the optimizer's table; −1 − i for given number i.</param>
/// <param name="slot">The slot in the batch's table of values.</param>
internal readonly struct NumberMove(int column, int slot)
{
    /// <summary>The column of the optimizer's table; −1 − i for given number i.</summary>
    public readonly int Column = column;

    /// <summary>The slot in the batch's table of values.</summary>
    public readonly int Slot = slot;
}

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The argument of the kernels of <see cref="NumberTable"/>.</summary>
internal struct NumberArguments
{
    /// <summary>What moves.</summary>
    public ArrayView<NumberMove> Moves;

    /// <summary>The tensor of each row.</summary>
    public ArrayView<int> Owners;

    /// <summary>The optimizer's numbers: tensor · <see cref="ColumnCount"/> + column.</summary>
    public ArrayView<double> Numbers;

    /// <summary>The batch's numbers: row · <see cref="SlotCount"/> + slot.</summary>
    public ArrayView<double> Values;

    /// <summary>The numbers given with the step.</summary>
    public ArrayView<double> Given;

    /// <summary>The columns.</summary>
    public int ColumnCount;

    /// <summary>The slots.</summary>
    public int SlotCount;

    /// <summary>The rows.</summary>
    public int RowCount;
}
#pragma warning restore CA1051

/// <summary>The Scalar states and named results of all tensors, which stay on the device between steps: a row for each tensor, as
/// <see cref="RuleLayout.Results"/> lists them.</summary>
internal sealed class NumberTable : IDisposable
{
    private static readonly LoadedKernel<NumberArguments> LoadKernel = Describe(Load);
    private static readonly LoadedKernel<NumberArguments> StoreKernel = Describe(Store);

    private readonly Accelerator _accelerator;
    private readonly OptimizerTensor[] _tensors;
    private readonly bool[] _isOnDevice;
    private readonly bool[] _isWhole;
    private readonly int _columns;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _numbers;

    /// <param name="accelerator">The accelerator.</param>
    /// <param name="layout">The rule's layout.</param>
    /// <param name="tensors">All tensors.</param>
    /// <param name="isOnDevice">For each named number whether kernels leave it here: others the host knows.</param>
    /// <param name="isWhole">For each whether it is a whole number, whose bits are here.</param>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    public NumberTable(
        Accelerator accelerator, RuleLayout layout, OptimizerTensor[] tensors, Func<string, bool> isOnDevice, Func<string, bool> isWhole)
    {
        (_accelerator, _tensors, _columns) = (accelerator, tensors, layout.Results.Length);
        _isOnDevice = [.. layout.Results.Select((name, i) => i < layout.ScalarStates.Length || isOnDevice(name))];
        _isWhole = Array.ConvertAll(layout.Results, name => isWhole(name));
        _numbers = DeviceAllocation.Of<double>(accelerator, (long)tensors.Length * _columns, $"Numbers of {layout.Rule.Name}");
        LoadKernel.Compile(accelerator);
        StoreKernel.Compile(accelerator);
        Write(accelerator.DefaultStream);
    }

    /// <summary>A number of a tensor.</summary>
    public ArrayView<double> Of(int tensor, int column) => _numbers.View.AsContiguous().SubView(((long)tensor * _columns) + column, 1);

    /// <summary>The slot where a variant's kernels leave a named result; −1 where the host knows it or the variant has
    /// none.</summary>
    public static int OutputSlot(DeviceRule rule, int variant, string name)
    {
        int slot = rule.Rule.Plans[variant].Results.FirstOrDefault(r => r.Name == name)?.Slot ?? -1;
        return rule.Variants[variant].Numbers.Any(n => n.Output == slot) ? slot : -1;
    }

    /// <summary>Brings the numbers to <see cref="OptimizerTensor.Numbers"/>, and waits for it.</summary>
    public void Read(AcceleratorStream stream)
    {
        if (!_isOnDevice.Contains(true))
        {
            return;
        }

        double[] numbers = new double[_tensors.Length * _columns];
        _numbers.View.AsContiguous().CopyToCPU(stream, numbers.AsSpan());
        for (int i = 0; i < numbers.Length; i++)
        {
            if (_isOnDevice[i % _columns])
            {
                _tensors[i / _columns].Numbers[i % _columns] =
                    _isWhole[i % _columns] ? WholeNumbers.FromBits(numbers[i]) : numbers[i];
            }
        }
    }

    /// <summary>Takes <see cref="OptimizerTensor.Numbers"/> over, and waits for it.</summary>
    public void Write(AcceleratorStream stream)
    {
        if (_columns > 0)
        {
            double[] numbers = [.. _tensors.SelectMany(t => t.Numbers.Select((x, i) =>
                WholeNumbers.ToTable(_isWhole[i] ? Runtime.ParameterKind.Integer : Runtime.ParameterKind.Scalar, x)))];
            _numbers.View.AsContiguous().CopyFromCPU(stream, new ReadOnlySpan<double>(numbers));
        }
    }

    /// <summary>Queues a kernel that gives a batch its numbers.</summary>
    public int Load<T>(AcceleratorStream stream, NumberMoves moves, BatchTables<T> tables)
        where T : unmanaged =>
        Launch(LoadKernel, stream, moves.Loads, tables, moves.SlotCount);

    /// <summary>Queues a kernel that takes a batch's results over.</summary>
    public int Store<T>(AcceleratorStream stream, NumberMoves moves, BatchTables<T> tables)
        where T : unmanaged =>
        Launch(StoreKernel, stream, moves.Stores, tables, moves.SlotCount);

    public void Dispose() => _numbers.Dispose();

    public static void Load(NumberArguments a)
    {
        for (int row = (Grid.IdxX * Group.DimX) + Group.IdxX; row < a.RowCount; row += Grid.DimX * Group.DimX)
        {
            for (int i = 0; i < a.Moves.IntLength; i++)
            {
                NumberMove move = a.Moves[i];
                a.Values[((long)row * a.SlotCount) + move.Slot] = move.Column < 0
                    ? a.Given[-1 - move.Column]
                    : a.Numbers[((long)a.Owners[row] * a.ColumnCount) + move.Column];
            }
        }
    }

    public static void Store(NumberArguments a)
    {
        for (int row = (Grid.IdxX * Group.DimX) + Group.IdxX; row < a.RowCount; row += Grid.DimX * Group.DimX)
        {
            for (int i = 0; i < a.Moves.IntLength; i++)
            {
                NumberMove move = a.Moves[i];
                a.Numbers[((long)a.Owners[row] * a.ColumnCount) + move.Column] =
                    a.Values[((long)row * a.SlotCount) + move.Slot];
            }
        }
    }

    private int Launch<T>(
        LoadedKernel<NumberArguments> kernel,
        AcceleratorStream stream,
        ArrayView<NumberMove> moves,
        BatchTables<T> tables,
        int slots)
        where T : unmanaged
    {
        if (moves.Length == 0)
        {
            return 0;
        }

        int rows = tables.Layout.Rows.Length, size = DeviceLimits.GroupSize(_accelerator);
        kernel.Launch(stream, (rows + size - 1) / size, new NumberArguments
        {
            Moves = moves,
            Owners = tables.Owners,
            Numbers = _numbers.View,
            Values = tables.Values,
            Given = tables.Given,
            ColumnCount = _columns,
            SlotCount = slots,
            RowCount = rows,
        });
        return 1;
    }

    private static LoadedKernel<NumberArguments> Describe(Action<NumberArguments> kernel) => new(
        new DeviceKernel("an optimizer's numbers", kernel.Method.Name, KernelForm.Table, typeof(double), 0, -1, kernel.Method),
        kernel);
}

/// <summary>What moves between an optimizer's numbers and those of the batches of one variant.</summary>
internal sealed class NumberMoves : IDisposable
{
    private readonly MemoryBuffer1D<NumberMove, Stride1D.Dense> _moves;
    private readonly VariantSlots _slots;
    private readonly NumberMove[] _hostResults;

    public NumberMoves(Accelerator accelerator, DeviceRule rule, RuleLayout layout, int variant)
    {
        KernelPlan plan = rule.Rule.Plans[variant];
        SlotCount = plan.Slots;
        _slots = new VariantSlots(layout, plan);
        NumberMove[] loads = [.. LoadsOf(layout, _slots)];
        NumberMove[] stores = [.. layout.Results
            .Select((name, i) => new NumberMove(i, NumberTable.OutputSlot(rule, variant, name)))
            .Where(m => m.Slot >= 0)];
        _hostResults = [.. _slots.Results
            .Select((slot, i) => new NumberMove(i, slot))
            .Where(m => m.Slot >= 0 && stores.All(s => s.Column != m.Column))];
        _moves = DeviceAllocation.Of<NumberMove>(accelerator, loads.Length + stores.Length, $"Numbers of {rule.Rule.Name}");
        NumberMove[] all = [.. loads, .. stores];
        _moves.View.AsContiguous().CopyFromCPU(accelerator.DefaultStream, new ReadOnlySpan<NumberMove>(all));
        Loads = _moves.View.AsContiguous().SubView(0, loads.Length);
        Stores = stores.Length > 0 ? _moves.View.AsContiguous().SubView(loads.Length, stores.Length) : default;
    }

    /// <summary>The slots of the variant's table of values.</summary>
    public int SlotCount { get; }

    /// <summary>What a batch needs before its first pass.</summary>
    public ArrayView<NumberMove> Loads { get; }

    /// <summary>What a batch leaves after its last.</summary>
    public ArrayView<NumberMove> Stores { get; }

    /// <summary>Takes over the double and int states that the rule returned.</summary>
    /// <param name="values">The table of values of a tensor of the group, as the host knows it.</param>
    /// <param name="states">The group's states.</param>
    public void KeepHostStates(ReadOnlySpan<double> values, double[] states)
    {
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = values[_slots.HostStates[i]];
        }
    }

    /// <summary>Takes over the named results that the host knows.</summary>
    /// <param name="values">The tensor's table of values, as the host knows it.</param>
    /// <param name="numbers">The tensor's numbers.</param>
    public void KeepHostResults(ReadOnlySpan<double> values, double[] numbers)
    {
        foreach (NumberMove move in _hostResults)
        {
            numbers[move.Column] = values[move.Slot];
        }
    }

    public void Dispose() => _moves.Dispose();

    private static IEnumerable<NumberMove> LoadsOf(RuleLayout layout, VariantSlots slots)
    {
        int state = 0, given = 0;
        for (int i = 0; i < layout.Scalars.Length; i++)
        {
            int column = layout.Scalars[i].Role == Runtime.ParameterRole.State ? state++ : -1 - given++;
            if (slots.ScalarInputs[i] >= 0)
            {
                yield return new NumberMove(column, slots.ScalarInputs[i]);
            }
        }
    }
}
