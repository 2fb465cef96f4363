namespace Numerics.Optimizers;

/// <summary>The parameters' memory, by address: finds what overlaps it.</summary>
internal sealed class MemoryRanges
{
    private readonly nint[] _starts;
    private readonly nint[] _ends;
    private readonly int[] _tensors;

    /// <summary>Sorts the parameters' memory.</summary>
    /// <param name="tensors">The parameters, held in place.</param>
    /// <param name="elementSize">Bytes in an element.</param>
    /// <exception cref="ArgumentException">Two of them overlap.</exception>
    public MemoryRanges(OptimizerTensor[] tensors, int elementSize)
    {
        OptimizerTensor[] sorted = [.. tensors.Where(t => t.Length > 0).OrderBy(t => t.Address)];
        _starts = Array.ConvertAll(sorted, t => t.Address);
        _ends = Array.ConvertAll(sorted, t => t.Address + (t.Length * elementSize));
        _tensors = Array.ConvertAll(sorted, t => t.Index);
        for (int i = 1; i < sorted.Length; i++)
        {
            if (_starts[i] < _ends[i - 1])
            {
                throw Overlap(sorted[i - 1], sorted[i], "parameters");
            }
        }
    }

    /// <summary>The index of a parameter that shares memory with [start, start + bytes); −1 if none does.</summary>
    public int Find(nint start, nint bytes)
    {
        int found = Array.BinarySearch(_starts, start);
        int last = found >= 0 ? found : ~found - 1;
        if (bytes > 0 && last >= 0 && start < _ends[last])
        {
            return _tensors[last];
        }

        return bytes > 0 && last + 1 < _starts.Length && _starts[last + 1] < start + bytes ? _tensors[last + 1] : -1;
    }

    private static ArgumentException Overlap(OptimizerTensor first, OptimizerTensor second, string argument)
    {
        (OptimizerTensor a, OptimizerTensor b) = first.Index < second.Index ? (first, second) : (second, first);
        string how = a.Address == b.Address && a.Length == b.Length ? "are the same memory" : "overlap";
        return new ArgumentException(
            $"Tensors {a.Index} (group {a.Group.Index}) and {b.Index} (group {b.Group.Index}) {how};"
            + " a tensor may be updated once a step.",
            argument);
    }
}
