using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The runs of a rule that make up a step, laid out before the first of them writes.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class StepRuns<T>(RuleLayout layout)
    where T : unmanaged, INumber<T>
{
    protected RuleLayout Layout => layout;

    /// <summary>The runs of any rule.</summary>
    public static StepRuns<T> Of(RuleLayout layout, OptimizerTensor[] tensors) => layout.Rule is ProgramRule program
        ? new ProgramRuns<T>(layout, program, tensors)
        : new KernelRuns<T>(layout, (UpdateRule)layout.Rule);

    /// <summary>Forgets the last step.</summary>
    public abstract void Clear();

    /// <summary>Takes a group into the step, with its host values.</summary>
    public abstract void AddGroup(OptimizerGroup group, ReadOnlySpan<double> host);

    /// <summary>Takes a tensor into the step, after its group.</summary>
    public abstract void AddTensor(
        OptimizerTensor tensor, StateMemory<T> states, StepArguments<T> arguments, ReadOnlySpan<double> numbers);

    /// <summary>Evaluates what the rule computes on the host, as the runs will again, where one of them would have
    /// written when
    /// a later one throws.</summary>
    public abstract void Rehearse();

    /// <summary>Takes the step on all its tensors.</summary>
    /// <param name="scale">What gradients are multiplied by.</param>
    public abstract void Run(double scale);

    /// <summary>Takes over the double and int states that the rule returned.</summary>
    public abstract void KeepHostStates(OptimizerGroup group);

    /// <summary>Takes over a tensor's Scalar states and results.</summary>
    public abstract void KeepNumbers(OptimizerTensor tensor);

    /// <summary>The addresses of a tensor's arrays, in the order of the plan.</summary>
    protected void FindArrays(
        OptimizerTensor tensor, StateMemory<T> states, StepArguments<T> arguments, Span<nint> addresses)
    {
        int owned = 0, input = 0;
        for (int k = 0; k < addresses.Length; k++)
        {
            addresses[k] = layout.RoleOf(k) switch
            {
                ParameterRole.Parameter => tensor.Address,
                ParameterRole.Gradient => tensor.Gradient,
                ParameterRole.State => states[tensor.Index, owned++],
                _ => arguments.Input(tensor.Index, input++),
            };
        }
    }
}
