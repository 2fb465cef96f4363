using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule on a device, as laws see it: what the device promises, and a way to run the rule's kernels there.</summary>
/// <remarks><c>GpuLawDevice</c> of the package Numerics.Gpu.Testing is one for ILGPU's accelerators.</remarks>
public interface ILawDevice
{
    /// <summary>The rule whose kernels run.</summary>
    UpdateRule Rule { get; }

    /// <summary>The device's name, for messages.</summary>
    string Name { get; }

    /// <summary>How near to the exact result the device's operations are.</summary>
    KernelAccuracy Accuracy { get; }

    /// <summary>Whether it only simulates a device, at a microsecond and more for each element: laws then take fewer and
    /// shorter tensors.</summary>
    bool IsSimulation { get; }

    /// <summary>Whether it computes in double; where it does not, laws are checked in float alone.</summary>
    bool HasDouble { get; }

    /// <summary>The elements that a group of threads takes: at multiples of it kernels have their edges.</summary>
    int ChunkLength { get; }

    /// <summary>Opens a queue of its own on the device.</summary>
    /// <typeparam name="T">The element type: float or double.</typeparam>
    ILawDeviceQueue<T> Open<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A queue of a device, with memory there.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface ILawDeviceQueue<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Copies a block of memory to the device, where it begins at a multiple of 16 bytes or more, runs the rule's
    /// kernels on arrays that are parts of it, and copies it back, also where the call is refused.</summary>
    /// <param name="memory">What the block holds, before and after.</param>
    /// <param name="arrays">Where the arrays lie in it, in kernel order.</param>
    /// <param name="host">The host parameters in declaration order.</param>
    /// <param name="scalars">The Scalar inputs in declaration order.</param>
    /// <returns>The results that are numbers, in the order of the plan.</returns>
    /// <exception cref="ArgumentException">The call was refused: lengths differ, or arrays overlap.</exception>
    /// <exception cref="LawViolationException">Memory beside a Scalar was written.</exception>
    double[] Run(T[] memory, IReadOnlyList<Range> arrays, double[] host, double[] scalars);
}
