using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Convergence;

/// <summary>One law of convergence of a rule.</summary>
/// <param name="Name">What it is called in tests.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Family">What it minimises.</param>
/// <param name="Rate">How fast.</param>
/// <param name="With">Its hyperparameters.</param>
internal sealed record ConvergenceRow(
    string Name, UpdateRule Rule, ProblemFamily Family, Rate Rate, Func<Problem, Hyperparameters> With)
{
    /// <summary>Checks the law on this rule, or on another that should be the same.</summary>
    public void Check(UpdateRule? other = null) => Laws.For(other ?? Rule).MustMinimise(Family, Rate, With);

    public override string ToString() => Name;
}
