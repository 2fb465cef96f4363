using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

public sealed partial class RuleLaws
{
    /// <summary>The rule's kernels minimise the problems of a family at a rate, as an FsCheck property: each drawn
    /// problem is the first of a batch, so that a failure shrinks to the lowest dimension that still fails.</summary>
    /// <param name="problem">The problems.</param>
    /// <param name="rate">The rate, <see cref="Rate.Linear"/> for one.</param>
    /// <param name="with">Hyperparameters, which may depend on the problem's constants; the rule's defaults if
    /// null.</param>
    /// <remarks>Chance of a false alarm: below 10⁻⁶ for a suite of a thousand such properties of a hundred cases each;
    /// docs/testing.md derives it.</remarks>
    public Property Minimises(ProblemFamily problem, Rate rate, Func<Problem, Hyperparameters>? with = null)
        => Minimises<double>(problem, rate, with);

    /// <inheritdoc cref="Minimises(ProblemFamily, Rate, Func{Problem, Hyperparameters}?)"/>
    public Property Minimises(ProblemFamily problem, Rate rate, Hyperparameters with)
        => Minimises<double>(problem, rate, _ => with);

    /// <inheritdoc cref="Minimises(ProblemFamily, Rate, Func{Problem, Hyperparameters}?)"/>
    /// <typeparam name="T">The element type of the kernels: float or double.</typeparam>
    public Property Minimises<T>(ProblemFamily problem, Rate rate, Func<Problem, Hyperparameters>? with = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(problem);
        ConvergenceLaw law = LawOf<T>(rate, with);
        return Prop.ForAll(problem.Arbitrary(), first => law.Check(
            i => i == 0 ? first : problem.Make(first.Dimension, unchecked(first.Seed + i) & int.MaxValue),
            problem.ToString()));
    }

    /// <summary>As <see cref="Minimises(ProblemFamily, Rate, Func{Problem, Hyperparameters}?)"/>, for tests without
    /// FsCheck: one batch over all of the family's dimensions.</summary>
    /// <exception cref="LawViolationException">The rule does not.</exception>
    public void MustMinimise(ProblemFamily problem, Rate rate, Func<Problem, Hyperparameters>? with = null)
        => MustMinimise<double>(problem, rate, with);

    /// <inheritdoc cref="MustMinimise(ProblemFamily, Rate, Func{Problem, Hyperparameters}?)"/>
    public void MustMinimise(ProblemFamily problem, Rate rate, Hyperparameters with)
        => MustMinimise<double>(problem, rate, _ => with);

    /// <inheritdoc cref="MustMinimise(ProblemFamily, Rate, Func{Problem, Hyperparameters}?)"/>
    /// <typeparam name="T">The element type of the kernels: float or double.</typeparam>
    public void MustMinimise<T>(ProblemFamily problem, Rate rate, Func<Problem, Hyperparameters>? with = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(problem);
        ConvergenceLaw law = LawOf<T>(rate, with);
        int seed = _settings.SeedOf(Rule.Name, problem.Name);
        int batches = _settings.Times(1);
        for (int batch = 0; batch < batches; batch++)
        {
            law.Check(
                i => problem.Make(
                    problem.Dimensions[(i + batch) % problem.Dimensions.Count],
                    unchecked(seed + batch * ConvergenceLaw.Runs + i) & int.MaxValue),
                problem.ToString());
        }
    }

    /// <summary>Runs the rule's kernels on one problem: what the laws of convergence judge.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="steps">The number of steps; fewer if the gap reaches the resolution of the element type.</param>
    /// <param name="with">Hyperparameters; the rule's defaults if null.</param>
    /// <typeparam name="T">The element type of the kernels: float or double.</typeparam>
    public Trajectory Train<T>(Problem problem, int steps, Hyperparameters? with = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return RuleTraining.Run<T>(Rule, problem, with ?? new Hyperparameters(), steps);
    }

    private ConvergenceLaw LawOf<T>(Rate rate, Func<Problem, Hyperparameters>? with)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rate);
        Func<Problem, Hyperparameters> given = with ?? (_ => new Hyperparameters());
        return new ConvergenceLaw(
            Rule, rate, given, (p, steps) => RuleTraining.Run<T>(Rule, p, given(p), steps), _settings.Amount);
    }
}
