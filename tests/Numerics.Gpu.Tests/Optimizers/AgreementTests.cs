using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Library;
using Numerics.Plans;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>The device optimizer takes the CPU optimizer's steps, each from the CPU's state: runs that go on alone part ways where one
/// rounding decides a sign.</summary>
/// <remarks>
/// Both are compared with the definition in double by the running error bounds of <see cref="DefinitionOracle"/>, computed for each
/// element from the numbers at hand: one unit roundoff for each operation, whether the device contracts or not. What hangs on a
/// decision within its bound is set aside and counted.
/// </remarks>
public sealed class AgreementTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Steps = 1000;

    /// <summary>On the simulation, which takes some 40 ms for a step of a rule that reduces: sixteen threads wait for each
    /// other.</summary>
    private const int StepsOfSimulatedReductions = 100;

    private const int Seed = 20261124;

    /// <summary>OpenCL lets a float division be 2.5 ULP off where the bounds have half of one, and roots 3.</summary>
    private const double LooseRoundings = 6;

    /// <summary>The share of the numbers that may hang on a decision: with Gaussian momenta few are near zero.</summary>
    private const double MostSetAside = 0.02;

    public static IEnumerable<object[]> Rules =>
        from name in new[] { "Lion.Step", "AdamW.Step", "Lamb.Step", "NAdam.Step", "LionKappaHuber.Step", "RAdam.Step" }
        from type in new[] { typeof(float), typeof(double) }
        select new object[] { $"Numerics.Rules.{name}", type };

    [Theory, Devices.OnEachDevice(nameof(Rules))]
    public void Each_step_agrees_with_the_CPU_from_the_same_state(AcceleratorType kind, string name, Type type)
    {
        DeviceRule rule = LibraryKernels.Rules[name];
        if (type == typeof(float))
        {
            new Run<float>(kind, rule).Go(output);
        }
        else
        {
            new Run<double>(kind, rule).Go(output);
        }
    }

    private sealed class Run<T>(AcceleratorType kind, DeviceRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private static readonly int[] Lengths = [5, 18];

        private readonly Random _random = new(Seed);
        private long _elements;
        private long _setAside;
        private double _worst;

        public void Go(Xunit.Abstractions.ITestOutputHelper output)
        {
            using var device = new OnDevice(kind);
            T[][] x = Draw();
            using var host = new PlainOptimizer(rule.Rule, OnDevice.List(x));
            DeviceTensors<T> views = device.Copy(x), gradients = device.Copy(Draw());
            GpuOptimizer<T, PlainOptions> onDevice = device.Optimizer<T>(rule, views);
            bool isSlow = kind == AcceleratorType.CPU && rule.Rule.Plans.Any(p => p.Reductions > 0);
            for (int step = 0; step < (isSlow ? StepsOfSimulatedReductions : Steps); step++)
            {
                T[][] g = Draw();
                Synchronise(device, host, onDevice, views, x);
                gradients.CopyFrom(device.Stream, OnDevice.List(g));
                TensorCase<T>[] before = [.. x.Select((_, i) => CaseOf(host, x, g, i, step + 1))];
                host.Step(OnDevice.List(g));
                onDevice.Step(device.Stream, gradients);
                for (int i = 0; i < before.Length; i++)
                {
                    Compare(before[i], AfterOnDevice(device, onDevice, views, before[i], host, i), step);
                }
            }

            output.WriteLine($"{rule.Rule.Name} {typeof(T).Name} {kind}: {_elements} numbers, {_setAside} set aside, worst {_worst:G3}");
            Assert.InRange(_setAside, 0, MostSetAside * _elements);
        }

        private void Compare(TensorCase<T> before, TensorCase<T> after, int step)
        {
            int variant = rule.Rule.VariantOf(before.Host);
            DefinitionComparison found =
                DefinitionOracle.Compare(rule.Rule, variant, ContractionClass.Separate, before, after);
            double allowed = kind == AcceleratorType.OpenCL ? LooseRoundings : 1;
            Assert.True(
                found.WorstRatio <= allowed,
                $"step {step + 1}, seed {Seed}, error/bound {found.WorstRatio}: {string.Join("; ", found.Failures)}");
            _elements += found.Elements;
            _setAside += found.SetAside;
            _worst = Math.Max(_worst, found.WorstRatio);
        }

        private static void Synchronise(
            OnDevice device, PlainOptimizer host, GpuOptimizer<T, PlainOptions> onDevice, DeviceTensors<T> views, T[][] x)
        {
            views.CopyFrom(device.Stream, OnDevice.List(x));
            for (int i = 0; i < x.Length; i++)
            {
                foreach (string state in States(host.Rule))
                {
                    onDevice.State(i, state).CopyFromCPU(device.Stream, (ReadOnlySpan<T>)host.State<T>(i, state));
                }
            }
        }

        private static IEnumerable<string> States(Rule rule) => rule.Parameters
            .Where(p => p.Kind == ParameterKind.Array && p.Role == ParameterRole.State).Select(p => p.Name);

        private static TensorCase<T> CaseOf(PlainOptimizer host, T[][] x, T[][] g, int i, int step)
        {
            T[][] arrays =
            [
                .. host.Rule.Parameters.Where(p => p.Kind == ParameterKind.Array).Select(p => p.Role switch
                {
                    ParameterRole.Parameter => (T[])x[i].Clone(),
                    ParameterRole.Gradient => g[i],
                    _ => host.State<T>(i, p.Name).ToArray(),
                }),
            ];
            int hyper = 0;
            Hyperparameter[] options = host.GetOptions().ToHyperparameters();
            double[] values =
            [
                .. host.Rule.Parameters
                    .Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar))
                    .Select(p => p.Role switch
                    {
                        ParameterRole.StepNumber => step,
                        ParameterRole.State => host.Number(i, p.Name),
                        _ => options[hyper++].At(step),
                    }),
            ];
            return new TensorCase<T>(arrays, values, []);
        }

        private static TensorCase<T> AfterOnDevice(
            OnDevice device,
            GpuOptimizer<T, PlainOptions> onDevice,
            DeviceTensors<T> views,
            TensorCase<T> before,
            PlainOptimizer host,
            int i)
        {
            TensorCase<T> after = before.Copy();
            var rule = (UpdateRule)host.Rule;
            RuleParameter[] arrays = [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Array)];
            for (int k = 0; k < arrays.Length; k++)
            {
                after.Arrays[k] = arrays[k].Role switch
                {
                    ParameterRole.Parameter => device.Read(views[i]),
                    ParameterRole.State => device.Read(onDevice.State(i, arrays[k].Name)),
                    _ => before.Arrays[k],
                };
            }

            KernelPlan plan = rule.Plans[rule.VariantOf(before.Host)];
            after.Results = [.. plan.Results.Select(r => onDevice.Number(i, r.Name!))];
            return after;
        }

        private T[][] Draw() => [.. Lengths.Select(n => Enumerable.Range(0, n).Select(_ => T.CreateTruncating(Gaussian())).ToArray())];

        private double Gaussian() =>
            Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
