using System.Globalization;
using Quickstart;
using Spectre.Console;

namespace GpuSample;

/// <summary>What the sample shows on the terminal.</summary>
/// <param name="device">The device's name.</param>
/// <param name="heldOut">The digits that were not learnt from.</param>
internal sealed class Report(string device, IReadOnlyList<Digit> heldOut)
{
    private const string Cpu = "CPU";

    /// <summary>Trainings by two rules, each on both sides.</summary>
    public Table Trainings(string title, IReadOnlyList<(string Rule, Trained OnDevice, Trained OnCpu)> trainings)
    {
        Table table = Titled(title, "rule", "on", "ms a step", "held out, right", "largest difference of a weight");
        foreach ((string rule, Trained onDevice, Trained onCpu) in trainings)
        {
            double difference = Difference.Largest(onDevice.Model.Weights, onCpu.Model.Weights);
            table.AddRow(rule, Cpu, Milliseconds(onCpu.Milliseconds), Share(onCpu), "");
            table.AddRow(rule, device, Milliseconds(onDevice.Milliseconds), Share(onDevice), Small(difference));
        }

        return table;
    }

    /// <summary>One step on both sides.</summary>
    public Table OneStep(string title, OneStepResult result)
    {
        Table table = Titled(title, "kernel", "ms a step", "GB/s", "largest difference");
        table.AddRow(Cpu, Milliseconds(result.CpuMilliseconds), Rate(result.CpuMilliseconds), "");
        table.AddRow(
            device, Milliseconds(result.DeviceMilliseconds), Rate(result.DeviceMilliseconds), Small(result.LargestDifference));
        return table;

        string Rate(double milliseconds) => Text(result.Bytes / milliseconds / 1e6, "F1");
    }

    /// <summary>A table with its first column of words, the others of numbers.</summary>
    public static Table Titled(string title, params string[] columns)
    {
        var table = new Table { Title = new TableTitle(title) };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column));
        }

        return table;
    }

    private string Share(Trained trained) => Text(100 * trained.Model.Accuracy(heldOut), "F1") + " %";

    private static string Milliseconds(double value) => Text(value, "F3");

    private static string Small(double value) => Text(value, "0.0E0");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
