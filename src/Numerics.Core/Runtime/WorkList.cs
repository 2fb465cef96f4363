namespace Numerics.Runtime;

/// <summary>What one thread takes at a time: elements [Start, Stop) of tensor First, or the whole of tensors [First, End).</summary>
internal readonly record struct WorkItem(int First, int End, nint Start, nint Stop)
{
    /// <summary>Whether it is a chunk of one tensor.</summary>
    public bool IsChunk => Stop != 0;
}

/// <summary>A batch cut into items of similar size: long tensors into chunks, short ones gathered.</summary>
internal sealed class WorkList
{
    private WorkItem[] _items = new WorkItem[1];
    private int _first;
    private nint _gathered;

    /// <summary>The number of items.</summary>
    public int Count { get; private set; }

    public ref readonly WorkItem this[int item] => ref _items[item];

    /// <summary>Cuts a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="chunk">The most elements in a chunk, a multiple of <see cref="KernelContext.Block"/>.</param>
    public void Cut<T>(Batch<T> batch, nint chunk)
        where T : unmanaged
    {
        (Count, _first, _gathered) = (0, 0, 0);
        for (int tensor = 0; tensor < batch.Count; tensor++)
        {
            nint length = batch.Length(tensor);
            if (length > chunk)
            {
                Flush(tensor);
                Chunks(tensor, length, chunk);
                _first = tensor + 1;
            }
            else if ((_gathered += length) >= chunk)
            {
                Flush(tensor + 1);
            }
        }

        Flush(batch.Count);
    }

    private void Chunks(int tensor, nint length, nint chunk)
    {
        for (nint start = 0; start < length; start += chunk)
        {
            Add(new WorkItem(tensor, tensor + 1, start, Math.Min(length, start + chunk)));
        }
    }

    /// <summary>Closes the item of short tensors before <paramref name="end"/>.</summary>
    private void Flush(int end)
    {
        if (_gathered > 0)
        {
            Add(new WorkItem(_first, end, 0, 0));
        }

        (_first, _gathered) = (end, 0);
    }

    private void Add(WorkItem item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
        }

        _items[Count++] = item;
    }
}
