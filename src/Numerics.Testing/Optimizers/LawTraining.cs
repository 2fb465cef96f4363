using System.Numerics;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A task for an optimizer of any rule: parameters, and for each step gradients and inputs.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class LawTraining<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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
    public LawOptimizer Optimizer(T[][] parameters) => Optimizer(parameters, [.. Hyperparameters(Host)]);

    /// <summary>An optimizer of these tensors.</summary>
    public LawOptimizer Optimizer(T[][] parameters, Hyperparameter[] values) =>
        new(_layout.Rule, ListOf(parameters), new LawOptions(values));

    /// <summary>Takes the step of a number.</summary>
    public void Step(LawOptimizer optimizer, int step) =>
        optimizer.Step(_steps[step % _steps.Length].Gradients, _steps[step % _steps.Length].Arrays, _numbers);

    /// <summary>Hyperparameters of which the numbers that may vary follow a schedule, one row of host values for each
    /// step.</summary>
    public Hyperparameter[] Scheduled(double[][] hosts) => [.. _layout.Hyperparameters.Select(p =>
    {
        int place = Array.IndexOf(_layout.Hosts, p);
        return p.Kind == ParameterKind.Double
            ? new Schedule(n => hosts[n % hosts.Length][place])
            : (Hyperparameter)hosts[0][place];
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

    private IEnumerable<Hyperparameter> Hyperparameters(double[] host) =>
        _layout.Hyperparameters.Select(p => (Hyperparameter)host[Array.IndexOf(_layout.Hosts, p)]);

    private T[][] Draw() =>
        [.. Lengths.Select(n => new InputSource<T>(_source.Random).Arrays(InputProfile.Ordinary, n, [false])[0])];

    private static TensorList ListOf(T[][] tensors) => (object)tensors switch
    {
        float[][] singles => singles,
        double[][] doubles => doubles,
        _ => throw new ArgumentException($"Optimizers have float or double elements, not {typeof(T)}.", nameof(tensors)),
    };
}
