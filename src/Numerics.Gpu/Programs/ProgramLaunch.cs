using ILGPU;
using Numerics.Gpu.Kernels;
using Numerics.Plans;

namespace Numerics.Gpu.Programs;

/// <summary>Queues the kernels of calls of a program on arrays of the same shapes: how passes are cut and what is launched is found out
/// once, and a call allocates nothing on the host.</summary>
internal sealed class ProgramLaunch<T>
    where T : unmanaged
{
    /// <summary>Up to this many elements one group runs the whole program: launching items would take longer.</summary>
    private const int WholeWork = 1 << 15;

    /// <summary>Whole numbers up to this are exact in <see cref="float"/>.</summary>
    private const nint MostCounted = 1 << 24;

    private readonly ProgramScratch _scratch;
    private readonly ProgramPlan _plan;
    private readonly ProgramVariant _variant;
    private readonly ProgramKernels<T> _kernels;
    private readonly int _problems;
    private readonly nint[] _axes;
    private readonly nint[] _entries;
    private readonly ProgramLayout _layout;
    private readonly ProgramMemory<T> _memory;
    private readonly ItemGroups[] _items;
    private readonly long[] _table;
    private readonly ArrayView<T>[] _views;
    private readonly SparsePlaces<T> _sparse;
    private ProgramArguments<T> _arguments;

    /// <param name="scratch">The memory of the stream.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="variant">What it is on a device.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="problems">The number of problems.</param>
    /// <param name="axes">The lengths of the axes.</param>
    /// <param name="entries">Of each array of the call the elements that are stored.</param>
    /// <exception cref="ArgumentException">There are more columns than can be counted.</exception>
    public ProgramLaunch(
        ProgramScratch scratch, ProgramPlan plan, ProgramVariant variant, ProgramKernels<T> kernels, int problems, nint[] axes,
        nint[] entries)
    {
        (_scratch, _plan, _variant, _kernels) = (scratch, plan, variant, kernels);
        (_problems, _axes, _entries) = (problems, axes, entries);
        _layout = new ProgramLayout(plan, axes, entries);
        CheckCounts();
        _items = IsWhole ? [] : [.. plan.Items.Select(item => new ItemGroups(GroupsOf(item), GroupsFor(_layout.WidthOfParts(item))))];
        _table = new long[_layout.TableLength];
        _views = new ArrayView<T>[plan.Arrays.Count + plan.Temporaries.Count];
        _sparse = new SparsePlaces<T>(plan, _layout);
        long parts = _layout.Fill(_table);
        long groupScratch = variant.Scratch.Select(s => s.Lines * (long)axes[s.Axis]).DefaultIfEmpty(0).Max();
        int groups = IsWhole ? problems : plan.AllItems().OfType<ProgramRows>().Select(GroupsOf).DefaultIfEmpty(1).Max();
        _memory = new ProgramMemory<T>(plan, problems, _table.Length, variant.Inputs, parts, groups * groupScratch,
            Enumerable.Range(plan.Arrays.Count, plan.Temporaries.Count)
                .Select(t => _layout.MemoryOf(t) == t ? (long)_layout.LengthOf(t) * problems : 0),
            _sparse.Indices);
        _arguments = new ProgramArguments<T>
        {
            FirstArray = axes.Length,
            FirstReduction = axes.Length + (4 * _views.Length),
            FirstPass = axes.Length + (4 * _views.Length) + (3 * _layout.Reductions),
            Slots = plan.Slots,
            ConstantCount = plan.Constants,
            ProblemParts = parts,
            GroupScratch = groupScratch,
        };
    }

    private int GroupSize => DeviceLimits.GroupSize(_scratch.Stream.Accelerator);

    /// <summary>Whether each problem is run by one group, in one launch.</summary>
    private bool IsWhole => _problems > 1 || _layout.Work <= WholeWork;

    /// <summary>Whether calls with these shapes are this launch's.</summary>
    public bool IsFor(int problems, ReadOnlySpan<nint> axes, ReadOnlySpan<nint> entries) =>
        problems == _problems && axes.SequenceEqual(_axes) && entries.SequenceEqual(_entries);

    /// <summary>Queues the kernels of a call.</summary>
    /// <param name="arrays">The arrays in kernel order.</param>
    /// <param name="numbers">The numbers on the device.</param>
    /// <param name="inputs">What the host knows.</param>
    /// <returns>The number of launches.</returns>
    public int Run(
        ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<ArrayView<double>> numbers, ReadOnlySpan<double> inputs)
    {
        Prepare(arrays, inputs);
        int launches = CopyNumbers(numbers, isOutput: false);
        if (IsWhole)
        {
            _kernels.LaunchWhole(_scratch.Stream, _problems, _arguments);
            launches++;
        }
        else
        {
            launches += LaunchItems();
        }

        return launches + CopyNumbers(numbers, isOutput: true);
    }

    private int LaunchItems()
    {
        int launches = 0;
        for (int i = 0; i < _items.Length; i++)
        {
            if (_items[i].Run > 0)
            {
                _kernels.LaunchItem(_scratch.Stream, i, _items[i].Run, _arguments);
                launches++;
            }

            launches += _kernels.LaunchFinish(_scratch.Stream, i, _items[i].Finish, _arguments);
        }

        return launches;
    }

    /// <summary>The groups that share an item; 0 where there is nothing to do.</summary>
    private int GroupsOf(ProgramItem item) => item switch
    {
        ProgramLine line => (int)_layout.Blocks(line.Number).Count,
        ProgramRows rows => (int)_layout.Blocks(rows.Number).Count,
        ProgramProduct product => GroupsFor(_layout.LengthOf(product.C)),
        ProgramSumByKey keys => GroupsFor(
            _layout.BlocksOf(_layout.StepOf(keys)) * (_plan.Array(keys.Sums).IsMatrix ? _axes[_plan.Array(keys.Sums).Axis] : 1)),
        ProgramSparseProduct { IsTransposed: true } product => GroupsFor(_layout.BlocksOf(product.Matrix)),
        ProgramSparseProduct product => GroupsFor(_layout.LengthOf(product.Result)),
        _ => 1,
    };

    /// <summary>A thread for each of some elements, as far as it helps.</summary>
    private int GroupsFor(nint elements) => (int)Math.Clamp((elements + GroupSize - 1) / GroupSize, 1, 1 << 16);

    /// <summary>Counts of entries are elements of a line: in float they are exact up to 2²⁴.</summary>
    private void CheckCounts()
    {
        foreach (ProgramStarts starts in typeof(T) == typeof(float) ? _plan.AllItems().OfType<ProgramStarts>() : [])
        {
            nint columns = _axes[_plan.Array(starts.Matrix).Axis];
            if (columns > MostCounted)
            {
                throw new ArgumentException(
                    $"A sparse matrix is made of {columns} columns; in single precision there may be {MostCounted}.");
            }
        }
    }

    /// <summary>Puts the call's arrays into the argument, and queues what the host knows.</summary>
    private void Prepare(ReadOnlySpan<DeviceOperand<T>> arrays, ReadOnlySpan<double> inputs)
    {
        _memory.PlaceIn(_scratch);
        for (int i = 0; i < arrays.Length; i++)
        {
            long rows = arrays[i].Rows / _problems;
            _layout.SetStrides(_table, i, arrays[i].Stride, arrays[i].Columns < 0 ? rows : rows * arrays[i].Stride);
        }

        for (int i = 0; i < _views.Length; i++)
        {
            int memoryOf = _layout.MemoryOf(i);
            _views[i] = memoryOf < arrays.Length ? arrays[memoryOf].View : _memory.Temporaries[memoryOf - arrays.Length];
        }

        _sparse.Find(arrays, _memory.Indices);
        _arguments.Starts = Pack.Of<Pack4<ArrayView<int>>, ArrayView<int>>(_sparse.Starts);
        _arguments.Places = Pack.Of<Pack4<ArrayView<int>>, ArrayView<int>>(_sparse.Places);
        _arguments.Arrays = Pack.Of<Pack32<ArrayView<T>>, ArrayView<T>>(_views);
        (_arguments.Constants, _arguments.Scratch) = (_memory.Constants, _memory.Scratch);
        (_arguments.Values, _arguments.Inputs, _arguments.Parts) = (_memory.Values, _memory.Inputs, _memory.Parts);
        _arguments.Table = _memory.Table;
        _memory.Upload(_scratch, _table, inputs);
    }

    private int CopyNumbers(ReadOnlySpan<ArrayView<double>> numbers, bool isOutput)
    {
        int launches = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            int slot = isOutput ? _variant.Numbers[i].Output : _variant.Numbers[i].Input;
            if (slot >= 0)
            {
                NumberCopy.Launch(_scratch.Stream, numbers[i], _memory.Values, _plan.Slots, slot, isOutput);
                launches++;
            }
        }

        return launches;
    }

    /// <summary>The groups of an item's kernels: of the one that works on its blocks, and of the one that combines their parts.</summary>
    private readonly record struct ItemGroups(int Run, int Finish);
}
