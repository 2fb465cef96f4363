using Numerics.Files;

namespace Numerics.Optimizers;

/// <summary>What an optimizer does, whatever its element type and wherever its tensors lie.</summary>
internal abstract class OptimizerEngine(OptimizerParts parts) : IDisposable
{
    public RuleLayout Layout { get; } = parts.Layout;

    public OptimizerGroup[] Groups { get; } = parts.Groups;

    /// <summary>The tensors in the order of gradients.</summary>
    public OptimizerTensor[] Tensors { get; } = parts.Tensors;

    public abstract Type ElementType { get; }

    /// <summary>The norm of the last step's gradients after the scale and before clipping; NaN if none was
    /// computed.</summary>
    public abstract double GradientNorm { get; }

    /// <summary>An owned array as a tensor of a file.</summary>
    public abstract StateTensor ToFile(OptimizerTensor tensor, int array);

    /// <summary>Replaces all states at once, after all sources have been read; a failure changes nothing.</summary>
    /// <param name="source">The elements of an owned array of a tensor, of the element type or of float; null starts the
    /// array anew.</param>
    public abstract void ReplaceStates(Func<OptimizerTensor, OwnedArray, StateTensor?> source);

    /// <summary>Brings <see cref="OptimizerTensor.Numbers"/> up to date, where steps leave them elsewhere.</summary>
    public virtual void CollectNumbers()
    {
    }

    /// <summary>Takes over <see cref="OptimizerTensor.Numbers"/>, which were replaced.</summary>
    public virtual void DistributeNumbers()
    {
    }

    public abstract void Dispose();

    /// <summary>Marks all tensors as without a gradient.</summary>
    protected void ClearActive()
    {
        foreach (OptimizerTensor tensor in Tensors)
        {
            tensor.IsActive = tensor.Group.IsActive = false;
        }
    }

    /// <summary>Evaluates the host values of the groups that take part in the step, and chooses their variants.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A schedule or an input gave a value outside its range.</exception>
    /// <exception cref="InvalidOperationException">The rule reduces over all tensors, but their groups' variants
    /// differ.</exception>
    protected void EvaluateGroups(ReadOnlySpan<double> numbers)
    {
        Span<double> host = stackalloc double[Layout.Hosts.Length];
        foreach (OptimizerGroup group in Groups)
        {
            if (group.IsActive)
            {
                group.WriteHost(host, numbers);
                group.Variant = Layout.Rule.VariantOf(host);
                AddGroup(group, host);
            }
        }

        RefuseSplitReductions();
    }

    /// <summary>Takes over the host values of a group that takes part in the step.</summary>
    protected abstract void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host);

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
            if (group.Variant != first.Variant
                && (Layout.HasGlobalReductions(group.Variant) || Layout.HasGlobalReductions(first.Variant)))
            {
                throw new InvalidOperationException(
                    $"{Layout.Rule.Name} reduces over all tensors of a step, but the options of groups"
                    + $" {first.Index} and {group.Index} choose different kernels (variants {first.Variant} and {group.Variant})."
                    + " Give them options that choose the same, or an optimizer each.");
            }
        }
    }
}

/// <summary>What becomes of gradients before a rule sees them.</summary>
/// <param name="Scale">What they are multiplied by.</param>
/// <param name="MaxNorm">The greatest norm of all of them; null does not clip.</param>
/// <param name="SkipNonFinite">Whether a step with a gradient that is not finite is skipped.</param>
internal readonly record struct GradientPolicy(double Scale, double? MaxNorm, bool SkipNonFinite);
