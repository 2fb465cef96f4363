using System.Numerics;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>What is wrong with a <see cref="FaultyDevice"/>.</summary>
public enum DeviceFault
{
    /// <summary>The last element of a tensor keeps its value.</summary>
    LeavesTheLastElement,

    /// <summary>NaN becomes zero.</summary>
    SwallowsNaN,

    /// <summary>Each queue adds a unit in the last place more.</summary>
    DependsOnTheQueue,

    /// <summary>The element after an array is written.</summary>
    WritesBeside,

    /// <summary>A call that is refused goes through.</summary>
    RefusesNothing,

    /// <summary>A call is refused after the first array was written.</summary>
    RefusesLate,
}

/// <summary>A device with a fault: what the laws of devices must see.</summary>
internal sealed class FaultyDevice(ILawDevice device, DeviceFault fault) : ILawDevice
{
    private int _queues;

    public UpdateRule Rule => device.Rule;

    public string Name => $"{device.Name}, {fault}";

    public KernelAccuracy Accuracy => device.Accuracy;

    public bool IsSimulation => device.IsSimulation;

    public bool HasDouble => device.HasDouble;

    public int ChunkLength => device.ChunkLength;

    public ILawDeviceQueue<T> Open<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Queue<T>(device.Open<T>(), fault, _queues++);

    private sealed class Queue<T>(ILawDeviceQueue<T> queue, DeviceFault fault, int number) : ILawDeviceQueue<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Dispose() => queue.Dispose();

        public double[] Run(T[] memory, IReadOnlyList<Range> arrays, double[] host, double[] scalars)
        {
            T[] before = [.. memory];
            try
            {
                double[] results = queue.Run(memory, arrays, host, scalars);
                Spoil(memory, before, arrays[0]);
                return results;
            }
            catch (ArgumentException) when (fault == DeviceFault.RefusesNothing)
            {
                return [];
            }
            catch (ArgumentException) when (fault == DeviceFault.RefusesLate)
            {
                memory[0]++;
                throw;
            }
        }

        private void Spoil(T[] memory, T[] before, Range array)
        {
            (int start, int length) = array.GetOffsetAndLength(memory.Length);
            Span<T> elements = memory.AsSpan(start, length);
            if (fault == DeviceFault.WritesBeside)
            {
                memory[start + length] = T.Zero;
            }
            else if (fault == DeviceFault.LeavesTheLastElement && length > 0)
            {
                elements[^1] = before[start + length - 1];
            }
            else if (fault == DeviceFault.DependsOnTheQueue && length > 0)
            {
                elements[0] += T.CreateTruncating(number) * (T.BitIncrement(elements[0]) - elements[0]);
            }
            else if (fault == DeviceFault.SwallowsNaN)
            {
                for (int i = 0; i < length; i++)
                {
                    elements[i] = T.IsNaN(elements[i]) ? T.Zero : elements[i];
                }
            }
        }
    }
}
