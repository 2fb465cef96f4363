using Numerics.Files;

namespace Numerics.Optimizers;

/// <summary>What a file says about an optimizer, checked in full and not yet applied.</summary>
/// <param name="Steps">The step number of each group.</param>
/// <param name="HostStates">The double and int states of each group.</param>
/// <param name="ScalarStates">The Scalar states of each tensor, in the order of the parameters.</param>
/// <param name="Arrays">The array of an owned array of a tensor; null where it starts anew.</param>
internal sealed record OptimizerState(
    int[] Steps, double[][] HostStates, double[][] ScalarStates, Func<OptimizerTensor, OwnedArray, StateTensor?> Arrays)
{
    /// <summary>Makes it the optimizer's state. Arrays are read first, beside the old ones: a failure changes
    /// nothing.</summary>
    public void Apply(OptimizerEngine engine)
    {
        engine.ReplaceStates(Arrays);
        foreach (OptimizerGroup group in engine.Groups)
        {
            (group.Steps, group.HostStates) = (Steps[group.Index], HostStates[group.Index]);
        }

        foreach (OptimizerTensor tensor in engine.Tensors)
        {
            tensor.Numbers = engine.Layout.StartNumbers();
            ScalarStates[tensor.Index].CopyTo(tensor.Numbers, 0);
        }

        engine.DistributeNumbers();
    }
}
