using System.Numerics;
using Numerics.Files;
using Numerics.Plans;

namespace Numerics.Optimizers;

/// <summary>What an optimizer does, whatever its element type.</summary>
internal abstract class OptimizerEngine(RuleLayout layout, OptimizerGroup[] groups, OptimizerTensor[] tensors) : IDisposable
{
    public RuleLayout Layout => layout;

    public OptimizerGroup[] Groups => groups;

    /// <summary>The tensors in the order of gradients.</summary>
    public OptimizerTensor[] Tensors => tensors;

    public abstract Type ElementType { get; }

    /// <summary>The norm of the last step's gradients after the scale and before clipping; NaN if none was
    /// computed.</summary>
    public double GradientNorm { get; protected set; } = double.NaN;

    public abstract StepOutcome Advance(
        TensorList gradients, ReadOnlySpan<TensorList> arrays, ReadOnlySpan<double> numbers, in GradientPolicy policy);

    /// <summary>An owned array's first element; the reference keeps it alive.</summary>
    public abstract ref byte StateOf(int tensor, int array);

    /// <summary>An owned array as a tensor of a file.</summary>
    public abstract StateTensor ToFile(OptimizerTensor tensor, int array);

    /// <summary>Replaces all state at once: what <paramref name="read"/> leaves in fresh memory, after it has
    /// returned.</summary>
    /// <param name="read">Fills an array (tensor, owned array, address).</param>
    public abstract void ReplaceStates(Action<OptimizerTensor, OwnedArray, nint> read);

    public abstract void Dispose();
}

/// <summary>What becomes of gradients before a rule sees them.</summary>
/// <param name="Scale">What they are multiplied by.</param>
/// <param name="MaxNorm">The greatest norm of all of them; null does not clip.</param>
/// <param name="SkipNonFinite">Whether a step with a gradient that is not finite is skipped.</param>
internal readonly record struct GradientPolicy(double Scale, double? MaxNorm, bool SkipNonFinite);

/// <inheritdoc/>
/// <typeparam name="T">The element type of parameters, gradients and states.</typeparam>
internal sealed class OptimizerEngine<T> : OptimizerEngine
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly MemoryPins<T> _parameterPins;
    private readonly StepArguments<T> _arguments;
    private readonly VariantRun<T>?[] _variants;
    private readonly GradientNorm<T> _norm = new();
    private StateMemory<T> _states;

    public OptimizerEngine(RuleLayout layout, OptimizerGroup[] groups, OptimizerTensor[] tensors, TensorList parameters)
        : base(layout, groups, tensors)
    {
        _parameterPins = new MemoryPins<T>(tensors.Length);
        try
        {
            foreach (OptimizerTensor tensor in tensors)
            {
                tensor.Address = _parameterPins.Hold(tensor.Index, parameters[tensor.Index]);
            }

            _arguments = new StepArguments<T>(layout, tensors, new MemoryRanges(tensors, ElementSize));
            _states = new StateMemory<T>(tensors, layout.Owned);
            _variants = new VariantRun<T>?[layout.Rule.Plans.Count];
        }
        catch
        {
            _parameterPins.Dispose();
            throw;
        }
    }

    public override Type ElementType => typeof(T);

    private static unsafe int ElementSize => sizeof(T);

    public override ref byte StateOf(int tensor, int array) => ref _states.Reference(tensor, array);

    public override StateTensor ToFile(OptimizerTensor tensor, int array)
        => new MemoryTensor(DataTypes.Of(typeof(T)), _states, _states[tensor.Index, array], tensor.Shape);

    public override StepOutcome Advance(
        TensorList gradients, ReadOnlySpan<TensorList> arrays, ReadOnlySpan<double> numbers, in GradientPolicy policy)
    {
        try
        {
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

    public override void ReplaceStates(Action<OptimizerTensor, OwnedArray, nint> read)
    {
        var fresh = new StateMemory<T>(Tensors, Layout.Owned);
        foreach (OptimizerTensor tensor in Tensors)
        {
            for (int j = 0; j < Layout.Owned.Length; j++)
            {
                read(tensor, Layout.Owned[j], fresh[tensor.Index, j]);
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
        foreach (VariantRun<T>? variant in _variants)
        {
            variant?.Clear();
        }

        Span<double> host = stackalloc double[Layout.Hosts.Length];
        foreach (OptimizerGroup group in Groups)
        {
            if (group.IsActive)
            {
                group.WriteHost(host, numbers);
                group.Variant = Layout.Rule.VariantOf(host);
                VariantRun<T> run = _variants[group.Variant] ??= new VariantRun<T>(Layout, group.Variant);
                run.AddGroup(group, host);
            }
        }

        RefuseSplitReductions();
        foreach (OptimizerTensor tensor in Tensors)
        {
            if (tensor.IsActive)
            {
                _variants[tensor.Group.Variant]!.AddTensor(tensor, _states, _arguments, numbers);
            }
        }

        Rehearse();
    }

    /// <summary>Host code of a rule may throw. A single variant runs it before it writes; of several, the first would have
    /// written when a later one throws.</summary>
    private void Rehearse()
    {
        int used = 0;
        foreach (VariantRun<T>? variant in _variants)
        {
            used += variant?.IsUsed == true ? 1 : 0;
        }

        for (int i = 0; used > 1 && i < _variants.Length; i++)
        {
            _variants[i]?.Rehearse();
        }
    }

    /// <summary>A reduction over all tensors of a step runs in one batch, so their groups must share a
    /// variant.</summary>
    private void RefuseSplitReductions()
    {
        OptimizerGroup? first = null;
        foreach (OptimizerGroup group in Groups)
        {
            if (!group.IsActive)
            {
                continue;
            }

            first ??= group;
            KernelPlan plan = Layout.Rule.Plans[group.Variant];
            if (group.Variant != first.Variant
                && (plan.HasGlobalReductions || Layout.Rule.Plans[first.Variant].HasGlobalReductions))
            {
                throw new InvalidOperationException(
                    $"{Layout.Rule.Name} reduces over all tensors of a step, but the options of groups"
                    + $" {first.Index} and {group.Index} choose different kernels (variants {first.Variant} and {group.Variant})."
                    + " Give them options that choose the same, or an optimizer each.");
            }
        }
    }

    private bool TryScale(in GradientPolicy policy, out double scale)
    {
        (scale, GradientNorm) = (policy.Scale, double.NaN);
        if (policy.MaxNorm is null && !policy.SkipNonFinite)
        {
            return true;
        }

        _norm.Compute(Tensors);
        GradientNorm = _norm.Value * policy.Scale;
        if (policy.SkipNonFinite && !_norm.IsFinite(policy.Scale))
        {
            return false;
        }

        scale *= policy.MaxNorm is double most ? _norm.ClipFactor(most, policy.Scale) : 1;
        return true;
    }

    private void Run(double scale)
    {
        foreach (VariantRun<T>? variant in _variants)
        {
            variant?.Run(scale);
        }

        foreach (OptimizerGroup group in Groups)
        {
            if (group.IsActive)
            {
                _variants[group.Variant]!.KeepHostStates(group);
                group.Steps++;
            }
        }

        foreach (OptimizerTensor tensor in Tensors)
        {
            if (tensor.IsActive)
            {
                _variants[tensor.Group.Variant]!.KeepNumbers(tensor);
            }
        }
    }
}
