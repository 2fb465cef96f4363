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
    /// <summary>Whether chance plays a part in the family's gradients.</summary>
    public bool IsNoisy => Family.Name.Contains(".WithNoise", StringComparison.Ordinal)
        || Family.Name.Contains(".WithSparse", StringComparison.Ordinal);

    /// <summary>The rate, for every problem where no chance plays a part.</summary>
    public Rate Claim => IsNoisy ? Rate : Rate.ForEveryProblem();

    /// <summary>Checks the law on this rule, or on another that should be the same.</summary>
    public void Check(UpdateRule? other = null) => Laws.For(other ?? Rule).MustMinimise(Family, Claim, With);

    public override string ToString() => Name;
}
