using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Numerics.Gpu;
using Spectre.Console;

namespace GpuSample;

/// <summary>Which device the sample runs on, and why.</summary>
internal static class DeviceChoice
{
    /// <summary>The argument that asks for ILGPU's simulation.</summary>
    public const string Simulation = "cpu-simulation";

    private const double Gigabyte = 1e9;

    /// <summary>Lists the devices and opens the best; the simulation where there is none, or where it is asked for.</summary>
    public static Accelerator Open(Context context, bool isSimulationWanted)
    {
        IReadOnlyList<GpuDevice> found = GpuDevices.Find();
        if (found.Count > 0)
        {
            AnsiConsole.Write(List(found));
        }

        if (!isSimulationWanted && GpuDevices.TryBest(context, out Device? best))
        {
            Console.WriteLine($"Runs on {best.Name}.");
            return best.CreateAccelerator(context);
        }

        Console.WriteLine(isSimulationWanted
            ? "Runs on ILGPU's CPU simulation, as asked for."
            : $"ILGPU finds no GPU here{(found.Count > 0 ? " that it can use" : "")}, so this sample asks for its CPU simulation by name.");
        Console.WriteLine(
            "That shows that the kernels are right. It is thousands of times slower than a GPU, and than the CPU's own kernels, which a"
            + " program without a GPU should call.");
        return context.CreateCPUAccelerator(0);
    }

    private static Table List(IReadOnlyList<GpuDevice> devices)
    {
        Table table = Report.Titled("Devices", "name", "driver", "memory", "double", "");
        foreach (GpuDevice device in devices)
        {
            table.AddRow(
                Markup.Escape(device.Name),
                Markup.Escape(device.Driver),
                string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / Gigabyte:F1} GB"),
                device.HasDouble ? "yes" : "no",
                Markup.Escape(device.WhyNot ?? "can be used"));
        }

        return table;
    }
}
