using ILGPU.Runtime;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

/// <summary>Computes what the host knows of a program.</summary>
/// <param name="host">The host parameters in declaration order.</param>
/// <param name="axes">The lengths of the axes.</param>
/// <param name="inputs">What the stages want of the host.</param>
/// <param name="values">The table of values: slots of results that the host computes are set.</param>
public delegate void ProgramHost(
    ReadOnlySpan<double> host, ReadOnlySpan<nint> axes, Span<double> inputs, Span<double> values);

/// <summary>Scratch lines that a pass wants for each group.</summary>
/// <param name="Lines">Their number.</param>
/// <param name="Axis">The axis that they lie along.</param>
public sealed record ScratchLines(int Lines, int Axis);

/// <summary>What a program is on a device, whatever the element type.</summary>
/// <param name="Host">What the host computes.</param>
/// <param name="Inputs">How many numbers the stages want of the host.</param>
/// <param name="Scratch">The scratch lines of passes.</param>
/// <param name="Numbers">The rule's numbers: its Scalar and Integer parameters in declaration order, then its results of these types
/// with a new name.</param>
public sealed record ProgramVariant(
    ProgramHost Host, int Inputs, IReadOnlyList<ScratchLines> Scratch, IReadOnlyList<DeviceNumber> Numbers);

/// <summary>The kernels of one item of a program.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Run">What works on the item's blocks.</param>
/// <param name="Finish">What combines the blocks' parts; null where there are none.</param>
public sealed record ItemKernels<T>(Action<ProgramArguments<T>> Run, Action<ProgramArguments<T>>? Finish)
    where T : unmanaged;

/// <summary>The kernels of a program for an element type: one that runs all of it in one group of threads, and those of its items,
/// which many groups share.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ProgramKernels<T>
    where T : unmanaged
{
    private readonly LoadedKernel<ProgramArguments<T>> _whole;
    private readonly LoadedKernel<ProgramArguments<T>>[] _items;
    private readonly LoadedKernel<ProgramArguments<T>>?[] _finish;

    /// <summary>The kernels from the methods that are emitted for them.</summary>
    public ProgramKernels(
        string rule, int variant, Action<ProgramArguments<T>> whole, IReadOnlyList<ItemKernels<T>> items)
    {
        LoadedKernel<ProgramArguments<T>> Load(string part, Action<ProgramArguments<T>> kernel) =>
            new(new DeviceKernel(rule, part, KernelForm.Program, typeof(T), variant, -1, kernel.Method), kernel);
        _whole = Load("whole", whole);
        _items = [.. items.Select((item, i) => Load($"item {i + 1} of {items.Count}", item.Run))];
        _finish = [.. items.Select((item, i) =>
            item.Finish is { } finish ? Load($"end of item {i + 1} of {items.Count}", finish) : null)];
    }

    /// <summary>The kernels, for those who inspect them.</summary>
    public IEnumerable<DeviceKernel> Kernels =>
        _items.Concat(_finish.OfType<LoadedKernel<ProgramArguments<T>>>()).Prepend(_whole).Select(k => k.Description);

    internal void Compile(Accelerator accelerator)
    {
        _whole.Compile(accelerator);
        foreach (LoadedKernel<ProgramArguments<T>> kernel in _items.Concat(_finish.OfType<LoadedKernel<ProgramArguments<T>>>()))
        {
            kernel.Compile(accelerator);
        }
    }

    /// <summary>Runs the whole program, each problem by one group.</summary>
    internal void LaunchWhole(AcceleratorStream stream, int problems, in ProgramArguments<T> arguments) =>
        _whole.Launch(stream, problems, arguments);

    /// <summary>Runs an item by many groups.</summary>
    internal void LaunchItem(AcceleratorStream stream, int item, int groups, in ProgramArguments<T> arguments) =>
        _items[item].Launch(stream, groups, arguments);

    /// <summary>Combines the parts that an item's groups have left.</summary>
    /// <returns>The number of launches.</returns>
    internal int LaunchFinish(AcceleratorStream stream, int item, int groups, in ProgramArguments<T> arguments)
    {
        _finish[item]?.Launch(stream, groups, arguments);
        return _finish[item] is null ? 0 : 1;
    }
}
