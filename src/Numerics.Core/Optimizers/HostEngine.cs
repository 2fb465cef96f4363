using System.Numerics;
using Numerics.Files;

namespace Numerics.Optimizers;

/// <summary>What an optimizer of tensors in the computer's own memory does, whatever its element type.</summary>
internal abstract class HostEngine(OptimizerParts parts) : OptimizerEngine(parts)
{
    public abstract StepOutcome Advance(
        TensorList gradients, ReadOnlySpan<TensorList> arrays, ReadOnlySpan<double> numbers, in GradientPolicy policy);

    /// <summary>An owned array's first element; the reference keeps it alive.</summary>
    public abstract ref byte StateOf(int tensor, int array);
}

/// <inheritdoc/>
/// <typeparam name="T">The element type of parameters, gradients and states.</typeparam>
internal sealed class HostEngine<T> : HostEngine
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    /// <summary>The elements of a state that are read at once.</summary>
    private const int ReadElements = 1 << 27;

    private readonly MemoryPins<T> _parameterPins;
    private readonly StepArguments<T> _arguments;
    private readonly StepRuns<T> _runs;
    private readonly HostGradientNorm<T> _norm = new();
    private StateMemory<T> _states;
    private double _gradientNorm = double.NaN;

    public HostEngine(OptimizerParts parts, TensorMemory[] parameters)
        : base(parts)
    {
        (RuleLayout layout, _, OptimizerTensor[] tensors) = parts;
        _parameterPins = new MemoryPins<T>(tensors.Length);
        try
        {
            foreach (OptimizerTensor tensor in tensors)
            {
                tensor.Address = _parameterPins.Hold(tensor.Index, parameters[tensor.Index]);
            }

            _arguments = new StepArguments<T>(layout, tensors, new MemoryRanges(tensors, ElementSize));
            _states = new StateMemory<T>(tensors, layout.Owned);
            _runs = StepRuns<T>.Of(layout, tensors);
        }
        catch
        {
            _parameterPins.Dispose();
            throw;
        }
    }

    public override Type ElementType => typeof(T);

    public override double GradientNorm => _gradientNorm;

    private static unsafe int ElementSize => sizeof(T);

    public override ref byte StateOf(int tensor, int array) => ref _states.Reference(tensor, array);

    public override StateTensor ToFile(OptimizerTensor tensor, int array)
        => new MemoryTensor(DataTypes.Of(typeof(T)), _states, _states[tensor.Index, array], tensor.OwnedShapes[array]);

    public override StepOutcome Advance(
        TensorList gradients, ReadOnlySpan<TensorList> arrays, ReadOnlySpan<double> numbers, in GradientPolicy policy)
    {
        try
        {
            ClearActive();
            if (!_arguments.Gather(gradients, arrays))
            {
                return StepOutcome.NoGradient;
            }

            Prepare(numbers);
            if (!TryScale(policy, out double scale))
            {
                return StepOutcome.NonFiniteGradient;
            }

            Run(scale);
            return StepOutcome.Stepped;
        }
        finally
        {
            _arguments.Release();
        }
    }

    public override unsafe void ReplaceStates(Func<OptimizerTensor, OwnedArray, StateTensor?> source)
    {
        var fresh = new StateMemory<T>(Tensors, Layout.Owned);
        foreach (OptimizerTensor tensor in Tensors)
        {
            for (int j = 0; j < Layout.Owned.Length; j++)
            {
                if (source(tensor, Layout.Owned[j]) is StateTensor elements)
                {
                    Read(elements, (T*)fresh[tensor.Index, j]);
                }
            }
        }

        _states = fresh;
    }

    public override void Dispose()
    {
        _arguments.Dispose();
        _parameterPins.Dispose();
    }

    /// <summary>Evaluates host values, chooses variants and lays out their batches. Nothing that outlives the step is
    /// changed.</summary>
    private void Prepare(ReadOnlySpan<double> numbers)
    {
        _runs.Clear();
        EvaluateGroups(numbers);
        foreach (OptimizerTensor tensor in Tensors)
        {
            if (tensor.IsActive)
            {
                _runs.AddTensor(tensor, _states, _arguments, numbers);
            }
        }

        _runs.Rehearse();
    }

    protected override void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host) => _runs.AddGroup(group, host);

    private bool TryScale(in GradientPolicy policy, out double scale)
    {
        (scale, _gradientNorm) = (policy.Scale, double.NaN);
        if (policy.MaxNorm is null && !policy.SkipNonFinite)
        {
            return true;
        }

        _norm.Compute(Tensors);
        _gradientNorm = _norm.Value * policy.Scale;
        if (policy.SkipNonFinite && !_norm.IsFinite(policy.Scale))
        {
            return false;
        }

        scale *= policy.MaxNorm is double most ? _norm.ClipFactor(most, policy.Scale) : 1;
        return true;
    }

    private void Run(double scale)
    {
        _runs.Run(scale);
        foreach (OptimizerGroup group in Groups)
        {
            if (group.IsActive)
            {
                _runs.KeepHostStates(group);
                group.Steps++;
            }
        }

        foreach (OptimizerTensor tensor in Tensors)
        {
            if (tensor.IsActive)
            {
                _runs.KeepNumbers(tensor);
            }
        }
    }

    private static unsafe void Read(StateTensor source, T* destination)
    {
        for (long first = 0; first < source.Length; first += ReadElements)
        {
            int count = (int)Math.Min(ReadElements, source.Length - first);
            source.ReadElements(first, new Span<T>(destination + first, count));
        }
    }
}
