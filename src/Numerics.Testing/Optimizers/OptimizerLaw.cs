using System.Globalization;
using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What an optimizer of any rule promises.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class OptimizerLaw<T>(UpdateRule rule, LawSettings settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Steps = 3;

    public void CheckSavedState()
    {
        CaseSource<T> source = Source(nameof(RuleLaws.SavedStateContinues));
        for (int i = 0; i < settings.Times(2); i++)
        {
            CheckSavedState(new LawTraining<T>(rule, source, 2 * Steps));
        }
    }

    public void CheckAllocation()
    {
        var training = new LawTraining<T>(rule, Source(nameof(RuleLaws.CallsAllocateNothing)), Steps);
        using LawOptimizer optimizer = training.Optimizer(training.Parameters);
        int step = 0;
        long bytes = SteadyState.LeastAllocation(() => training.Step(optimizer, step++));
        if (bytes > 0)
        {
            throw Violation(
                nameof(RuleLaws.CallsAllocateNothing), $"an optimizer's step allocates {bytes} bytes each time");
        }
    }

    /// <summary>Each step has hyperparameters of its own.</summary>
    public void CheckCompilation()
    {
        var training = new LawTraining<T>(rule, Source(nameof(RuleLaws.SchedulesCompileNothing)), Steps);
        using LawOptimizer optimizer = training.Optimizer(training.Parameters, training.Scheduled());
        int step = 0;
        long methods = SteadyState.LeastCompilation(() => training.Step(optimizer, step++));
        if (methods > 0)
        {
            throw Violation(
                nameof(RuleLaws.SchedulesCompileNothing), $"new values compile {methods} methods at each step");
        }
    }

    private void CheckSavedState(LawTraining<T> training)
    {
        T[][] straight = Copy(training.Parameters);
        using LawOptimizer first = training.Optimizer(straight);
        for (int step = 0; step < Steps; step++)
        {
            training.Step(first, step);
        }

        T[][] resumed = Copy(straight);
        using LawOptimizer second = training.Optimizer(resumed);
        Transfer(first, second);
        for (int step = Steps; step < 2 * Steps; step++)
        {
            training.Step(first, step);
            training.Step(second, step);
        }

        Compare(
            Elements(straight).Concat(training.StateOf(first)), Elements(resumed).Concat(training.StateOf(second)));
    }

    private void Transfer(LawOptimizer from, LawOptimizer to)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            from.Save(path);
            to.Load(path);
        }
        catch (Exception failure)
            when (failure is ArgumentException or InvalidDataException or InvalidOperationException)
        {
            string what = $"its state can't be saved and loaded: {failure.Message}";
            throw new LawViolationException(
                LawText.Violation<T>(rule, nameof(RuleLaws.SavedStateContinues), settings, what), failure);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Compare(
        IEnumerable<(string Name, double Value)> straight, IEnumerable<(string Name, double Value)> resumed)
    {
        foreach (((string name, double value), (_, double other)) in straight.Zip(resumed))
        {
            if (!LawText.IsSame(value, other))
            {
                throw Violation(nameof(RuleLaws.SavedStateContinues), string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} is {other:R} after an interruption and {value:R} without, {Steps} steps later"));
            }
        }
    }

    private static IEnumerable<(string Name, double Value)> Elements(T[][] tensors) => tensors.SelectMany(
        (tensor, i) => tensor.Select(x => ($"the parameter of tensor {i}", double.CreateTruncating(x))));

    private static T[][] Copy(T[][] tensors) => [.. tensors.Select(t => (T[])t.Clone())];

    private CaseSource<T> Source(string law) =>
        new(rule, settings.SeedOf(rule.Name, typeof(T).Name, law));

    private LawViolationException Violation(string law, string what) =>
        new(LawText.Violation<T>(rule, law, settings, what));
}
