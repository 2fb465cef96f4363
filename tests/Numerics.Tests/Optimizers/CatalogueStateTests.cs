using Numerics.Files;
using Numerics.Rules;

namespace Numerics.Tests.Optimizers;

/// <summary>PyTorch 2.6 took five steps and saved; the catalogue goes on from there as PyTorch did. The files are
/// written by
/// <c>eng/pytorch_states.py</c>, which also checks the way back.</summary>
public sealed class CatalogueStateTests : IDisposable
{
    private const int Taken = 5;
    private const int Further = 5;

    /// <summary>Float64: some tens of roundings in each of ten steps, of values below 4 (unit roundoff
    /// 1.1e-16).</summary>
    private const double Tolerance = 1e-13;

    /// <summary>PyTorch keeps NAdam's product of momenta in float32: five further roundings of 6e-8 each, of a factor
    /// of steps of at most 0.01·(1 + 1).</summary>
    private const double ProductTolerance = 5 * 6e-8 * 0.02;

    private readonly string _folder = Directory.CreateTempSubdirectory("numerics").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Names => ["Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "AmsGrad", "NAdam", "RAdam", "RmsProp",
        "RmsPropCentered", "Sgd"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_goes_on_where_PyTorch_stopped(string name)
    {
        using StateFile reference = StateFile.Open(Reference(name));
        double[][] parameters = Part(reference, "parameter");
        (RuleOptimizer optimizer, Func<TensorList, StepOutcome> step) = Make(name, parameters);
        using (optimizer)
        {
            optimizer.LoadPyTorch(StatesOf(reference), Taken);
            optimizer.Save(Path.Combine(_folder, "saved"));
            for (int t = Taken + 1; t <= Taken + Further; t++)
            {
                step(Gradients(parameters, t));
            }
        }

        double tolerance = name == "NAdam" ? ProductTolerance : Tolerance;
        Assert.All(parameters.Zip(Part(reference, "expected")), p => Assert.All(
            p.First.Zip(p.Second), e => Assert.Equal(e.Second, e.First, tolerance)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_saved_has_PyTorchs_names_shapes_and_values(string name)
    {
        using StateFile reference = StateFile.Open(Reference(name));
        (RuleOptimizer optimizer, _) = Make(name, Part(reference, "parameter"));
        using (optimizer)
        {
            optimizer.LoadPyTorch(StatesOf(reference), Taken);
            string path = Path.Combine(
                Environment.GetEnvironmentVariable("NUMERICS_PYTORCH_OUT") ?? _folder, $"{name}.numerics.safetensors");
            optimizer.Save(path);
            using StateFile saved = StateFile.Open(path);
            foreach ((string key, StateTensor tensor) in reference.Tensors.Where(t => t.Key.StartsWith("state.", StringComparison.Ordinal)))
            {
                Assert.Equal(tensor.ToDoubles(), saved.Tensors[key].ToDoubles());
            }
        }
    }

    [Fact]
    public void State_of_another_rule_of_the_catalogue_is_refused()
    {
        double[] x = [1, 2];
        string path = Path.Combine(_folder, "adam");
        using (var adam = new Adam.Optimizer(x))
        {
            adam.Save(path);
        }

        // The same arrays under the same names, but another rule.
        using var lamb = new Lamb.Optimizer(x, new() { LearningRate = 1 });
        Assert.Throws<InvalidOperationException>(() => lamb.Load(path));
    }

    private static (RuleOptimizer Optimizer, Func<TensorList, StepOutcome> Step) Make(string name, TensorList parameters)
    {
        switch (name)
        {
            case "Adadelta":
                var adadelta = new Adadelta.Optimizer(parameters, new() { LearningRate = 0.5, WeightDecay = 0.1 });
                return (adadelta, adadelta.Step);
            case "Adagrad":
                var adagrad = new Adagrad.Optimizer(parameters, new() { LearningRateDecay = 0.1, InitialAccumulatorValue = 0.2 });
                return (adagrad, adagrad.Step);
            case "Adam":
                var adam = new Adam.Optimizer(parameters, new() { LearningRate = 0.01, WeightDecay = 0.1 });
                return (adam, adam.Step);
            case "AdamW":
                var adamW = new AdamW.Optimizer(parameters, new() { LearningRate = 0.01 });
                return (adamW, adamW.Step);
            case "Adamax":
                var adamax = new Adamax.Optimizer(parameters, new() { LearningRate = 0.01 });
                return (adamax, adamax.Step);
            case "AmsGrad":
                var amsGrad = new AmsGrad.Optimizer(parameters, new() { LearningRate = 0.01 });
                return (amsGrad, amsGrad.Step);
            case "NAdam":
                var nadam = new NAdam.Optimizer(parameters, new() { LearningRate = 0.01 });
                return (nadam, nadam.Step);
            case "RAdam":
                var radam = new RAdam.Optimizer(
                    parameters, new() { LearningRate = 0.01, WeightDecay = 0.1, DecoupledWeightDecay = true });
                return (radam, radam.Step);
            case "RmsProp":
                var rmsProp = new RmsProp.Optimizer(parameters);
                return (rmsProp, rmsProp.Step);
            case "RmsPropCentered":
                var centered = new RmsProp.Optimizer(parameters, new() { Momentum = 0.9, Centered = true });
                return (centered, centered.Step);
            default:
                var sgd = new Sgd.Optimizer(parameters, new() { LearningRate = 0.1, Momentum = 0.9, Nesterov = true });
                return (sgd, sgd.Step);
        }
    }

    /// <summary>The gradient that <c>eng/pytorch_states.py</c> states.</summary>
    private static double[][] Gradients(double[][] parameters, int t) => [.. parameters.Select((x, i) =>
        Enumerable.Range(0, x.Length).Select(k => Math.Cos((0.7 * t) + (0.3 * k) + i)).ToArray())];

    private static double[][] Part(StateFile file, string name)
        => [.. Enumerable.Range(0, 2).Select(i => file.Tensors[$"{name}.{i}"].ToDoubles())];

    private static string Reference(string name) => Path.Combine(AppContext.BaseDirectory, "Optimizers", "PyTorch", $"{name}.safetensors");

    private string StatesOf(StateFile reference)
    {
        string path = Path.Combine(_folder, "states");
        StateFile states = reference.Tensors.Keys.Where(k => !k.StartsWith("state.", StringComparison.Ordinal))
            .Aggregate(reference, (file, key) => file.Without(key));
        states.Save(path);
        return path;
    }
}
