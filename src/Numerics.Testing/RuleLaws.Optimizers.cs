namespace Numerics.Testing;

/// <content>The laws of optimizers. A rule without a gradient has none, and keeps them.</content>
public sealed partial class RuleLaws
{
    /// <summary>An optimizer that loads what another has saved goes on as that one does: parameters, states and
    /// numbers have the same bits after some more steps.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void SavedStateContinues()
    {
        if (IsOptimizer)
        {
            new OptimizerLaw<float>(Rule, _settings).CheckSavedState();
            new OptimizerLaw<double>(Rule, _settings).CheckSavedState();
        }
    }

    /// <summary>Hyperparameters that follow a schedule compile nothing: an optimizer that has taken a step with some
    /// values takes steps with others without a method being compiled on its thread.</summary>
    /// <exception cref="LawViolationException">Every one of several rounds of new values compiled
    /// something.</exception>
    public void SchedulesCompileNothing()
    {
        if (IsOptimizer)
        {
            new OptimizerLaw<float>(Rule, _settings).CheckCompilation();
            new OptimizerLaw<double>(Rule, _settings).CheckCompilation();
        }
    }
}
