using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Optimizers;

namespace Numerics.Gpu.Optimizers;

/// <summary>Tensors that one launch takes: their arrays lie in the same buffers, and their constants are the same.</summary>
/// <param name="Memory">The whole buffer of each kernel array.</param>
/// <param name="FirstRow">The first of their rows.</param>
/// <param name="FirstChunk">The first of their chunks.</param>
/// <param name="ChunkCount">The number of chunks.</param>
/// <typeparam name="T">The element type.</typeparam>
internal sealed record BatchLaunch<T>(ArrayView<T>[] Memory, int FirstRow, int FirstChunk, int ChunkCount)
    where T : unmanaged;

/// <summary>The tables of a batch that say where its tensors are: a row for each, sorted so that those of one launch follow each
/// other.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BatchLayout<T>
    where T : unmanaged
{
    private readonly int _arrayCount;
    private readonly bool _splitsGroups;
    private readonly List<OptimizerTensor> _tensors = [];
    private readonly List<ArrayView<T>> _arrays = [];
    private readonly Dictionary<LaunchKey, int> _known = [];
    private readonly List<(LaunchKey Key, List<int> Members)> _launches = [];

    /// <param name="arrayCount">The kernel's arrays.</param>
    /// <param name="splitsGroups">Whether groups have constants of their own.</param>
    public BatchLayout(int arrayCount, bool splitsGroups) => (_arrayCount, _splitsGroups) = (arrayCount, splitsGroups);

    /// <summary>The tensor of each row.</summary>
    public OptimizerTensor[] Rows { get; private set; } = [];

    /// <summary>For each row an earlier one whose host values are the same, −1 where there is none.</summary>
    public int[] Like { get; private set; } = [];

    /// <summary>The chunks of each row.</summary>
    public DeviceTensor[] Tensors { get; private set; } = [];

    /// <summary>The chunks, in the order of the rows.</summary>
    public List<DeviceChunk> Chunks { get; } = [];

    /// <summary>Where each row's arrays begin: row · arrays + array.</summary>
    public long[] Offsets { get; private set; } = [];

    /// <summary>The launches of a pass.</summary>
    public List<BatchLaunch<T>> Launches { get; } = [];

    /// <summary>The elements of all tensors.</summary>
    public nint TotalLength { get; private set; }

    /// <summary>Adds a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="arrays">Its arrays, in kernel order.</param>
    public void Add(OptimizerTensor tensor, ReadOnlySpan<ArrayView<T>> arrays)
    {
        var key = new LaunchKey(_splitsGroups ? tensor.Group : null, arrays);
        if (_known.TryAdd(key, _launches.Count))
        {
            _launches.Add((key, []));
        }

        _launches[_known[key]].Members.Add(_tensors.Count);
        _tensors.Add(tensor);
        _arrays.AddRange(arrays);
        TotalLength += tensor.Length;
    }

    /// <summary>Sorts the tensors and writes the tables.</summary>
    public void Seal()
    {
        int count = _tensors.Count;
        (Rows, Like, Tensors, Offsets) =
            (new OptimizerTensor[count], new int[count], new DeviceTensor[count], new long[count * _arrayCount]);
        var known = new Dictionary<(OptimizerGroup, nint), int>();
        int row = 0;
        foreach ((LaunchKey key, List<int> members) in _launches)
        {
            (int firstRow, int first) = (row, Chunks.Count);
            foreach (int member in members)
            {
                OptimizerTensor tensor = _tensors[member];
                Rows[row] = tensor;
                Like[row] = known.TryAdd((tensor.Group, tensor.Length), row) ? -1 : known[(tensor.Group, tensor.Length)];
                AddRow(row++, tensor.Length, member);
            }

            if (Chunks.Count > first)
            {
                Launches.Add(new BatchLaunch<T>(key.Whole(), firstRow, first, Chunks.Count - first));
            }
        }
    }

    private unsafe void AddRow(int row, long length, int member)
    {
        ReadOnlySpan<ArrayView<T>> arrays = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_arrays)
            .Slice(member * _arrayCount, _arrayCount);
        for (int k = 0; k < _arrayCount; k++)
        {
            Offsets[(row * _arrayCount) + k] = DeviceMemory.PlaceOf(arrays[k]).Start / sizeof(T);
        }

        int head = length > 0 ? DeviceMemory.Head(arrays) : 0, chunkLength = DeviceBlock.ChunkLength(length);
        Tensors[row] = new DeviceTensor(Chunks.Count, DeviceBlock.ChunkCount(length));
        for (long start = 0; start < length; start += chunkLength)
        {
            Chunks.Add(new DeviceChunk(start, (int)Math.Min(chunkLength, length - start), row, head));
        }
    }

    /// <summary>What tensors of one launch share.</summary>
    private readonly struct LaunchKey : IEquatable<LaunchKey>
    {
        private readonly OptimizerGroup? _group;
        private readonly MemoryBuffer[] _buffers;

        public LaunchKey(OptimizerGroup? group, ReadOnlySpan<ArrayView<T>> arrays)
        {
            _group = group;
            _buffers = new MemoryBuffer[arrays.Length];
            for (int k = 0; k < arrays.Length; k++)
            {
                _buffers[k] = DeviceMemory.PlaceOf(arrays[k]).Buffer;
            }
        }

        public unsafe ArrayView<T>[] Whole() =>
            Array.ConvertAll(_buffers, b => new ArrayView<T>(b, 0, b.LengthInBytes / sizeof(T)));

        public bool Equals(LaunchKey other) => _group == other._group && _buffers.AsSpan().SequenceEqual(other._buffers);

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is LaunchKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(_group?.Index);
            foreach (MemoryBuffer buffer in _buffers)
            {
                hash.Add(RuntimeHelpers.GetHashCode(buffer));
            }

            return hash.ToHashCode();
        }
    }
}
