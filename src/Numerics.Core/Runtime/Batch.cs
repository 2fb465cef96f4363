using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>The tensors of one step, each with its arrays, the host values of its group and its table of values.</summary>
/// <remarks>Memory is kept from step to step: a step with as many tensors as the last allocates nothing. Whoever adds tensors
/// holds their memory in place until the run is over.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed unsafe class Batch<T>
    where T : unmanaged
{
    private readonly int _arrays;
    private readonly int _slots;
    private readonly int _constants;
    private readonly int _reductions;

    private (int Start, int Count)[] _groups = new (int, int)[1];
    private double[] _host = [];
    private Tensor[] _tensors = [];
    private double[] _values = [];
    private PinnedTable<nint> _addressTable;
    private PinnedTable<T> _constantTable;
    private PinnedTable<double> _partialTable;
    private int _groupCount;
    private int _hostCount;

    internal Batch(KernelPlan plan)
    {
        Plan = plan;
        _arrays = plan.Arrays.Count;
        _slots = plan.Slots;
        _constants = plan.Constants;
        _reductions = plan.Reductions;
    }

    /// <summary>The plan that the tables are laid out for.</summary>
    internal KernelPlan Plan { get; }

    /// <summary>The number of tensors.</summary>
    internal int Count { get; private set; }

    /// <summary>Elements in all tensors.</summary>
    internal nint TotalLength { get; private set; }

    /// <summary>What gradients are multiplied by as they are loaded; 1 leaves them as they are.</summary>
    internal double GradientScale { get; set; } = 1;

    /// <summary>Forgets tensors and groups and keeps their memory. The gradient scale stays.</summary>
    internal void Clear()
    {
        (_groupCount, _hostCount, Count, TotalLength) = (0, 0, 0, 0);
    }

    /// <summary>Adds a group.</summary>
    /// <param name="hostCount">The number of host values.</param>
    /// <returns>The group's host values, for the caller to set before the next group is added.</returns>
    internal Span<double> AddGroup(int hostCount)
    {
        Grow(ref _groups, _groupCount + 1);
        Grow(ref _host, _hostCount + hostCount);
        _groups[_groupCount++] = (_hostCount, hostCount);
        _hostCount += hostCount;
        return Host(_groupCount - 1);
    }

    /// <summary>A group's host values, in declaration order.</summary>
    internal Span<double> Host(int group)
    {
        (int start, int count) = _groups[group];
        return _host.AsSpan(start, count);
    }

    /// <summary>Adds a tensor; its values start at zero.</summary>
    /// <param name="group">The group whose host values hold for it.</param>
    /// <param name="length">Its number of elements.</param>
    /// <param name="addresses">Where its arrays are, in kernel order.</param>
    internal void Add(int group, nint length, ReadOnlySpan<nint> addresses) => Add(group, length, addresses, length);

    /// <summary>Adds several problems of equal length as one tensor.</summary>
    /// <param name="group">The group whose host values hold for them.</param>
    /// <param name="length">The number of elements of all of them.</param>
    /// <param name="addresses">Where their arrays are, in kernel order.</param>
    /// <param name="problemLength">The length that scalar programs see.</param>
    internal void Add(int group, nint length, ReadOnlySpan<nint> addresses, nint problemLength)
    {
        if ((uint)group >= (uint)_groupCount)
        {
            throw new ArgumentOutOfRangeException(nameof(group), group, $"There are {_groupCount} groups.");
        }

        if (addresses.Length != _arrays)
        {
            throw new ArgumentException($"{addresses.Length} addresses for {_arrays} arrays.", nameof(addresses));
        }

        Grow(ref _tensors, Count + 1);
        Grow(ref _values, (Count + 1) * _slots);
        _addressTable.Grow((nint)(Count + 1) * _arrays);
        _constantTable.Grow((nint)(Count + 1) * _constants);
        addresses.CopyTo(new Span<nint>(_addressTable.Start + ((nint)Count * _arrays), _arrays));
        _tensors[Count] = new Tensor(group, length, FirstBlock: BlocksBefore(Count), problemLength);
        _values.AsSpan(Count * _slots, _slots).Clear();
        Count++;
        TotalLength += length;
    }

    /// <summary>A tensor's table of values: Scalar inputs in, results out.</summary>
    internal Span<double> Values(int tensor) => _values.AsSpan(tensor * _slots, _slots);

    /// <summary>A tensor's number of elements.</summary>
    internal nint Length(int tensor) => _tensors[tensor].Length;

    /// <summary>The length that scalar programs see: a tensor's, or that of each of its problems.</summary>
    internal nint ProblemLength(int tensor) => _tensors[tensor].ProblemLength;

    /// <summary>A tensor's group.</summary>
    internal int Group(int tensor) => _tensors[tensor].Group;

    /// <summary>Where a tensor's arrays, constants and partials are.</summary>
    internal Tables<T> Tables(int tensor) => new(
        (T**)(_addressTable.Start + ((nint)tensor * _arrays)),
        _constantTable.Start + ((nint)tensor * _constants),
        _partialTable.Start + (_tensors[tensor].FirstBlock * _reductions));

    /// <summary>One number for each tensor: where results meet that are combined over all tensors.</summary>
    internal double* Results => _partialTable.Start + (BlocksBefore(Count) * _reductions);

    /// <summary>Makes room for all partials and <see cref="Results"/>.</summary>
    internal void GrowPartials() => _partialTable.Grow((BlocksBefore(Count) * _reductions) + Count);

    private nint BlocksBefore(int tensor) =>
        tensor == 0 ? 0 : _tensors[tensor - 1].FirstBlock + KernelContext.BlocksIn(_tensors[tensor - 1].Length);

    private static void Grow<U>(ref U[] array, int count)
    {
        if (array.Length < count)
        {
            Array.Resize(ref array, Math.Max(count, 2 * array.Length));
        }
    }

    private readonly record struct Tensor(int Group, nint Length, nint FirstBlock, nint ProblemLength);
}

/// <summary>A growing table that the garbage collector does not move.</summary>
/// <typeparam name="E">Its element type.</typeparam>
internal unsafe struct PinnedTable<E>
    where E : unmanaged
{
    private E[]? _elements;

    /// <summary>The first element's address.</summary>
    public E* Start { get; private set; }

    /// <summary>Makes room for <paramref name="count"/> elements and keeps those that are there.</summary>
    public void Grow(nint count)
    {
        nint size = _elements?.Length ?? 0;
        if (size >= count)
        {
            return;
        }

        E[] grown = GC.AllocateArray<E>(checked((int)Math.Max(count, 2 * size)), pinned: true);
        _elements?.CopyTo(grown, 0);
        _elements = grown;
        Start = (E*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(grown));
    }
}
