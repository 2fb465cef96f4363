using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Library;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>Files that the CPU optimizer and the device optimizer read from each other.</summary>
public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("numerics-gpu").FullName;
    private readonly Random _random = new(5);

    public static IEnumerable<string> Rules => OnDevice.OptimizerRules;

    [Theory, OnEachDevice(nameof(Rules))]
    public void A_file_of_the_CPU_is_the_devices_file_and_the_reverse(AcceleratorType kind, string name)
    {
        using var device = new OnDevice(kind);
        DeviceRule rule = LibraryKernels.Rules[name];
        double[][] x = Draw(), g = Draw();
        DeviceTensors<double> parameters = device.Copy(x), gradients = device.Copy(g);
        using var host = new PlainOptimizer(rule.Rule, x);
        host.Step(g);
        host.Step(g);
        string fromHost = Path.Combine(_folder, "host"), fromDevice = Path.Combine(_folder, "device");
        host.Save(fromHost);

        GpuOptimizer<double, PlainOptions> onDevice = device.Optimizer<double>(rule, parameters);
        onDevice.Load(fromHost);
        Assert.Equal(host.StepCount(), onDevice.StepCount());
        onDevice.Save(fromDevice);
        Assert.Equal(File.ReadAllBytes(fromHost), File.ReadAllBytes(fromDevice));

        // Both go on; the device's state then is the CPU's to go on from.
        onDevice.Step(device.Stream, gradients);
        onDevice.Save(fromDevice);
        host.Load(fromDevice);
        Assert.Equal(3, host.StepCount());
        foreach (string state in rule.Rule.Plans[0].Arrays.Select(a => a.Name).Intersect(States(rule)))
        {
            Assert.Equal(device.Read(onDevice.State(1, state)), host.State<double>(1, state).ToArray());
        }

        host.Step(g);
    }

    [Theory, OnEachDevice]
    public void PyTorch_files_load(AcceleratorType kind)
    {
        string path = Path.Combine(_folder, "pytorch");
        Files.StateFile.Empty
            .With("state.0.exp_avg", Files.StateTensor.From(new float[] { 1, 2 }))
            .With("state.0.exp_avg_sq", Files.StateTensor.From(new float[] { 3, 4 }))
            .With("state.0.step", Files.StateTensor.From(7f))
            .Save(path);
        using var device = new OnDevice(kind);
        DeviceTensors<double> parameters = device.Copy(new double[][] { [1, 1] });
        GpuOptimizer<double, PlainOptions> adam =
            device.Optimizer<double>(LibraryKernels.Rules["Numerics.Rules.Adam.Step"], parameters);
        adam.LoadPyTorch(path);
        Assert.Equal(7, adam.StepCount());
        Assert.Equal([1.0, 2.0], device.Read(adam.State(0, "m")));
        Assert.Equal([3.0, 4.0], device.Read(adam.State(0, "v")));
    }

    [Theory, OnEachDevice]
    public void A_file_that_does_not_fit_changes_nothing(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        DeviceRule rule = LibraryKernels.Rules["Numerics.Rules.Lion.Step"];
        double[][] x = [[1, 2, 3]], g = [[1, 1, 1]];
        using var host = new PlainOptimizer(rule.Rule, x);
        host.Step(g);
        string path = Path.Combine(_folder, "cut");
        host.Save(path);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^8]);
        GpuOptimizer<double, PlainOptions> onDevice = device.Optimizer<double>(rule, device.Copy(x));
        Assert.Throws<InvalidDataException>(() => onDevice.Load(path));
        Assert.Equal(0, onDevice.StepCount());
        Assert.Equal(new double[3], device.Read(onDevice.State(0, "m")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> States(DeviceRule rule) => rule.Rule.Parameters
        .Where(p => p.Kind == Runtime.ParameterKind.Array && p.Role == Runtime.ParameterRole.State).Select(p => p.Name);

    private double[][] Draw() =>
        [.. new[] { 3, 9 }.Select(n => Enumerable.Range(0, n).Select(_ => _random.NextDouble() + 0.1).ToArray())];
}
