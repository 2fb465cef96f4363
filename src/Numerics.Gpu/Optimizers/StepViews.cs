using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics.Gpu.Optimizers;

/// <summary>The gradients and further arrays of a step, checked: in full where they are others than in the step before.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class StepViews<T>(RuleLayout layout, OptimizerTensor[] tensors, ParameterPlaces<T> parameters)
    where T : unmanaged
{
    private readonly string[] _names = ["gradients", .. layout.InputArrays.Select(p => p.Name)];
    private readonly ArrayView<T>[] _views = new ArrayView<T>[tensors.Length * (layout.InputArrays.Length + 1)];
    private readonly bool[] _wasActive = new bool[tensors.Length];

    /// <summary>The gradient and the further arrays among the rule's arrays.</summary>
    private readonly int[] _arrays =
    [
        Array.FindIndex(layout.Arrays, p => p.Role == ParameterRole.Gradient),
        .. layout.InputArrays.Select(p => Array.IndexOf(layout.Arrays, p)),
    ];

    /// <summary>Whether any view, or which tensors have a gradient, has changed since this was last set to false.</summary>
    public bool HasChanged { get; set; } = true;

    /// <summary>Checks all arguments and marks what this step updates; nothing is marked before.</summary>
    /// <returns>Whether there is any gradient.</returns>
    /// <exception cref="ArgumentException">A list's count, a view's length or place is wrong, or memory overlaps.</exception>
    /// <exception cref="ObjectDisposedException">The memory of a view has been freed.</exception>
    public bool Gather(IReadOnlyList<ArrayView<T>> gradients, ReadOnlySpan<IReadOnlyList<ArrayView<T>>> inputs)
    {
        CheckCount(gradients, 0);
        for (int k = 0; k < inputs.Length; k++)
        {
            CheckCount(inputs[k], k + 1);
        }

        parameters.CheckAlive();
        bool any = false;
        foreach (OptimizerTensor tensor in tensors)
        {
            ArrayView<T> gradient = gradients[tensor.Index];
            tensor.IsActive = DeviceMemory.PlaceOf(gradient).Buffer is not null;
            HasChanged |= tensor.IsActive != _wasActive[tensor.Index];
            _wasActive[tensor.Index] = tensor.IsActive;
            if (tensor.IsActive)
            {
                (any, tensor.Group.IsActive) = (true, true);
                tensor.KnownAxes.CopyTo(tensor.Axes, 0);
                Take(tensor, 0, gradient);
                for (int k = 0; k < inputs.Length; k++)
                {
                    Take(tensor, k + 1, inputs[k][tensor.Index]);
                }
            }
        }

        return any;
    }

    /// <summary>A tensor's gradient.</summary>
    public ArrayView<T> Gradient(int tensor) => _views[Slot(tensor, 0)];

    /// <summary>A further array of a tensor.</summary>
    public ArrayView<T> Input(int tensor, int input) => _views[Slot(tensor, input + 1)];

    private int Slot(int tensor, int list) => (tensor * _names.Length) + list;

    private void CheckCount(IReadOnlyList<ArrayView<T>> list, int index)
    {
        if (list is null)
        {
            throw new ArgumentNullException(_names[index]);
        }

        if (list.Count != tensors.Length)
        {
            throw new ArgumentException(
                $"{_names[index]} has {list.Count} views; the optimizer has {tensors.Length} parameters.", _names[index]);
        }
    }

    private void Take(OptimizerTensor tensor, int list, ArrayView<T> view)
    {
        (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(view);
        ref ArrayView<T> known = ref _views[Slot(tensor.Index, list)];
        (MemoryBuffer knownBuffer, long knownStart) = DeviceMemory.PlaceOf(known);
        if (buffer is not null && layout.Shapes?.Fits(tensor, _arrays[list], (nint)view.Length) == false)
        {
            throw new ArgumentException(
                $"{_names[list]}[{tensor.Index}] has {view.Length} elements; beside its parameter, of shape"
                + $" [{string.Join(", ", tensor.Shape)}], it must have the shape {layout.Shapes.Wanted(tensor, _arrays[list])}.",
                _names[list]);
        }

        if (buffer is not null && buffer == knownBuffer && !buffer.IsDisposed && start == knownStart && view.Length == known.Length)
        {
            return;
        }

        HasChanged = true;
        string name = $"{_names[list]}[{tensor.Index}]";
        if (layout.Shapes is null && view.Length != tensor.Length && buffer is not null)
        {
            throw new ArgumentException(
                $"{name} has {view.Length} elements; its parameter has {tensor.Length}.", _names[list]);
        }

        if (parameters.FaultOf(view) is string fault)
        {
            throw buffer?.IsDisposed == true
                ? new ObjectDisposedException(name, $"{name} {fault}.")
                : new ArgumentException($"{name} {fault}.", _names[list]);
        }

        int overlapped = parameters.Find(view);
        known = overlapped < 0 ? view : throw new ArgumentException(
            $"{name} overlaps parameter {overlapped}, which the step writes.", _names[list]);
    }
}
