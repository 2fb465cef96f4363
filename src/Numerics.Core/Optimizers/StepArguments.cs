using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The gradients and further arrays of a step: checked, then held in place until it is over.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class StepArguments<T> : IDisposable
    where T : unmanaged, INumber<T>
{
    private readonly OptimizerTensor[] _tensors;
    private readonly string[] _names;
    private readonly int[] _arrays;
    private readonly ProgramShapes? _shapes;
    private readonly MemoryRanges _parameters;
    private readonly MemoryPins<T> _pins;
    private readonly nint[] _addresses;
    private readonly nint[] _checked;

    public StepArguments(RuleLayout layout, OptimizerTensor[] tensors, MemoryRanges parameters)
    {
        _tensors = tensors;
        _parameters = parameters;
        _shapes = layout.Shapes;
        _names = ["gradients", .. layout.InputArrays.Select(p => p.Name)];
        _arrays =
        [
            Array.FindIndex(layout.Arrays, p => p.Role == ParameterRole.Gradient),
            .. layout.InputArrays.Select(p => Array.IndexOf(layout.Arrays, p)),
        ];
        _pins = new MemoryPins<T>(tensors.Length * _names.Length);
        _addresses = new nint[tensors.Length * _names.Length];
        _checked = new nint[tensors.Length * _names.Length];
    }

    /// <summary>Checks all arguments, holds them, and marks what this step updates; nothing is marked before.</summary>
    /// <returns>Whether there is any gradient.</returns>
    /// <exception cref="ArgumentException">A list's count, a tensor's length or element type is wrong, or memory
    /// overlaps.</exception>
    public bool Gather(TensorList gradients, ReadOnlySpan<TensorList> inputs)
    {
        CheckCounts(gradients, inputs);
        bool any = false;
        foreach (OptimizerTensor tensor in _tensors)
        {
            TensorMemory gradient = gradients[tensor.Index];
            tensor.IsActive = !gradient.IsNull;
            if (tensor.IsActive)
            {
                (any, tensor.Group.IsActive) = (true, true);
                tensor.KnownAxes.CopyTo(tensor.Axes, 0);
                tensor.Gradient = Hold(tensor, 0, gradient);
                for (int k = 0; k < inputs.Length; k++)
                {
                    Hold(tensor, k + 1, inputs[k][tensor.Index]);
                }
            }
        }

        return any;
    }

    /// <summary>The address of a further array of a tensor.</summary>
    public nint Input(int tensor, int input) => _addresses[Slot(tensor, input + 1)];

    public void Release() => _pins.Release();

    public void Dispose() => _pins.Dispose();

    private int Slot(int tensor, int list) => (tensor * _names.Length) + list;

    private void CheckCounts(TensorList gradients, ReadOnlySpan<TensorList> inputs)
    {
        CheckCount(gradients, 0);
        for (int k = 0; k < inputs.Length; k++)
        {
            CheckCount(inputs[k], k + 1);
        }
    }

    private void CheckCount(TensorList list, int index)
    {
        if (list.IsNull)
        {
            throw new ArgumentNullException(_names[index]);
        }

        if (list.Count != _tensors.Length)
        {
            throw new ArgumentException(
                $"{_names[index]} has {list.Count} tensors; the optimizer has {_tensors.Length} parameters.", _names[index]);
        }
    }

    private nint Hold(OptimizerTensor tensor, int list, TensorMemory memory)
    {
        string name = _names[list];
        if (memory.ElementType != typeof(T) || !Fits(tensor, list, memory))
        {
            throw Mismatch(tensor, list, memory);
        }

        int slot = Slot(tensor.Index, list);
        nint address = _pins.Hold(slot, memory);
        _addresses[slot] = address;
        if (address != _checked[slot])
        {
            int overlapped = _parameters.Find(address, memory.Length * sizeof(T));
            _checked[slot] = overlapped < 0 ? address : throw new ArgumentException(
                $"{name}[{tensor.Index}] overlaps parameter {overlapped}, which the step writes.", name);
        }

        return address;
    }

    private bool Fits(OptimizerTensor tensor, int list, TensorMemory memory) =>
        _shapes?.Fits(tensor, _arrays[list], memory) ?? memory.Length == tensor.Length;

    private ArgumentException Mismatch(OptimizerTensor tensor, int list, TensorMemory memory)
    {
        string name = $"{_names[list]}[{tensor.Index}]";
        return new(
            memory.IsNull ? $"{name} is null, but its parameter has a gradient."
            : memory.ElementType != typeof(T)
                ? $"{name} holds {memory.ElementType!.Name} elements; the parameters hold {typeof(T).Name}."
            : _shapes is null ? $"{name} has {memory.Length} elements; its parameter has {tensor.Length}."
            : $"{name} has the shape [{string.Join(", ", memory.Shape)}]; beside its parameter, of shape"
                + $" [{string.Join(", ", tensor.Shape)}], it must have {_shapes.Wanted(tensor, _arrays[list])}.",
            _names[list]);
    }
}
