using System.Numerics;

namespace Numerics.Testing;

/// <summary>Runs a rule's kernels on tensors in a device's memory, with guards beside each array.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceRunner<T>(ILawDevice device) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements between two arrays: whatever the element type a multiple of what a device loads at once.</summary>
    private const int Guard = 16;

    private static readonly T GuardNumber = T.CreateTruncating(-12345);

    private readonly ILawDeviceQueue<T> _queue = device.Open<T>();

    /// <summary>Runs the kernels.</summary>
    /// <param name="before">The tensor, which keeps its values.</param>
    /// <param name="offsets">For each array the elements by which it is off a 16-byte boundary; repeated as need be.</param>
    /// <returns>The tensor after the run.</returns>
    /// <exception cref="LawViolationException">Memory beside an array was written.</exception>
    public TensorCase<T> Run(TensorCase<T> before, params int[] offsets)
    {
        Range[] places = Places(before, offsets);
        T[] memory = Image(before, places);
        TensorCase<T> after = before.Copy();
        after.Results = _queue.Run(memory, places, before.Host, before.Scalars);
        for (int k = 0; k < places.Length; k++)
        {
            Span<T> array = memory.AsSpan(places[k]);
            array.CopyTo(after.Arrays[k]);
            array.Fill(GuardNumber);
        }

        return memory.AsSpan().ContainsAnyExcept(GuardNumber)
            ? throw new LawViolationException($"A kernel of {device.Rule.Name} wrote beside an array.")
            : after;
    }

    public void Dispose() => _queue.Dispose();

    private static Range[] Places(TensorCase<T> tensor, int[] offsets)
    {
        var places = new Range[tensor.Arrays.Length];
        int end = 0;
        for (int k = 0; k < places.Length; k++)
        {
            int offset = offsets.Length == 0 ? 0 : offsets[k % offsets.Length];
            int start = ((end + (2 * Guard) - 1) / Guard * Guard) + offset;
            end = start + tensor.Length;
            places[k] = start..end;
        }

        return places;
    }

    private static T[] Image(TensorCase<T> tensor, Range[] places)
    {
        var image = new T[places[^1].End.Value + Guard];
        Array.Fill(image, GuardNumber);
        for (int k = 0; k < places.Length; k++)
        {
            tensor.Arrays[k].CopyTo(image.AsSpan(places[k]));
        }

        return image;
    }
}
