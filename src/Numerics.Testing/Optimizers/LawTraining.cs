using System.Numerics;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A task for an optimizer of any rule: parameters, and for each step gradients and inputs.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class LawTraining<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>More than any law takes.</summary>
    private const int ScheduleSteps = 64;

    private static readonly int[] Lengths = [37, 1, 0, 130];

    private readonly CaseSource<T> _source;
    private readonly RuleLayout _layout;
    private readonly (TensorList Gradients, TensorList[] Arrays)[] _steps;
    private readonly double[] _numbers;

    /// <summary>Draws it.</summary>
    public LawTraining(UpdateRule rule, CaseSource<T> source, int steps)
    {
        (_source, _layout) = (source, new RuleLayout(rule));
        Host = source.DrawHost(useDefaults: true);
        Parameters = Draw();
        _steps = [.. Enumerable.Range(0, steps).Select(_ =>
            (ListOf(Draw()), _layout.InputArrays.Select(_ => ListOf(Draw())).ToArray()))];
        double[] scalars = source.Draw(InputProfile.Ordinary, 0).Scalars;
        _numbers = [.. _layout.Numbers.Select(p => p.Kind == ParameterKind.Scalar
            ? scalars[Array.IndexOf(_layout.Scalars, p)]
            : Host[Array.IndexOf(_layout.Hosts, p)])];
    }

    /// <summary>Host values, defaults where there are any.</summary>
    public double[] Host { get; }

    /// <summary>The parameters at the start.</summary>
    public T[][] Parameters { get; }

    /// <summary>An optimizer of these tensors, with the task's own host values.</summary>
    public LawOptimizer Optimizer(T[][] parameters) => Optimizer(
        parameters, [.. _layout.Hyperparameters.Select(p => (Hyperparameter)Host[Array.IndexOf(_layout.Hosts, p)])]);

    /// <summary>An optimizer of these tensors.</summary>
    public LawOptimizer Optimizer(T[][] parameters, Hyperparameter[] values) =>
        new(_layout.Rule, ListOf(parameters), new LawOptions(values));

    /// <summary>Takes the step of a number.</summary>
    public void Step(LawOptimizer optimizer, int step) =>
        optimizer.Step(_steps[step % _steps.Length].Gradients, _steps[step % _steps.Length].Arrays, _numbers);

    /// <summary>Hyperparameters of which the numbers follow a schedule that gives another value at each step.</summary>
    public Hyperparameter[] Scheduled() => [.. _layout.Hyperparameters.Select(p =>
    {
        double start = Host[Array.IndexOf(_layout.Hosts, p)];
        return p.Kind == ParameterKind.Double ? new Schedule(n => Varied(p, start, n + 1)) : (Hyperparameter)start;
    })];

    /// <summary>All that an optimizer keeps: arrays by tensor and name, then numbers.</summary>
    public IEnumerable<(string Name, double Value)> StateOf(LawOptimizer optimizer)
    {
        for (int i = 0; i < optimizer.TensorCount; i++)
        {
            foreach (OwnedArray array in _layout.Owned)
            {
                foreach (T value in optimizer.State<T>(i, array.Name).ToArray())
                {
                    yield return ($"{array.Name} of tensor {i}", double.CreateTruncating(value));
                }
            }

            foreach (string name in _layout.HostStates.Select(p => p.Name).Concat(_layout.Results))
            {
                yield return ($"{name} of tensor {i}", optimizer.Number(i, name));
            }
        }
    }

    /// <summary>A value beside the start, another for each step, in the parameter's range.</summary>
    private static double Varied(RuleParameter parameter, double start, int step)
    {
        double change = (double)step / ScheduleSteps;
        double more = start == 0 ? change : start * (1 + change);
        return HostSource.IsAllowed(parameter, more) ? more : start * (1 - (change / 2));
    }

    private T[][] Draw() =>
        [.. Lengths.Select(n => new InputSource<T>(_source.Random).Arrays(InputProfile.Ordinary, n, [false])[0])];

    private static TensorList ListOf(T[][] tensors) => (object)tensors switch
    {
        float[][] singles => singles,
        double[][] doubles => doubles,
        _ => throw new ArgumentException(
            $"Optimizers have float or double elements, not {typeof(T)}.", nameof(tensors)),
    };
}
