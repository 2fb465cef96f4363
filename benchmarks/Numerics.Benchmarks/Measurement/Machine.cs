using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Numerics.Benchmarks.Measurement;

/// <summary>Says where figures were measured.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Processor, widest accelerated vectors, threads, operating system and runtime.</summary>
    internal static string Describe(int threads) =>
        $"{Processor()}, {VectorBits()}-bit vectors, {threads} threads, {RuntimeInformation.OSDescription}, "
        + RuntimeInformation.FrameworkDescription;

    private static string Processor()
    {
        if (!File.Exists(ProcessorFile))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        string[] lines = File.ReadAllLines(ProcessorFile);
        return $"{Field(lines, "model name")} (family {Field(lines, "cpu family")}, model {Field(lines, "model")})";
    }

    private static string Field(string[] lines, string name) =>
        lines.Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2 && parts[0].Trim() == name)
            .Select(parts => parts[1].Trim())
            .FirstOrDefault("?");

    private static int VectorBits() =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
