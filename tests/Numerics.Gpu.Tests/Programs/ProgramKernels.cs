using System.Reflection;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Ptx;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>The rules over matrices or with loops that have kernels for devices, and what each kernel uses on sm_90.</summary>
public static class ProgramKernels
{
    private static readonly Lazy<IReadOnlyDictionary<DeviceKernel, KernelReport>> AllReports = new(Report);

    /// <summary>The rules of Numerics.Gpu and of these tests, by their names.</summary>
    public static IReadOnlyDictionary<string, DeviceProgramSet> Rules { get; } =
        new[] { typeof(DeviceProgramSet).Assembly, typeof(ProgramKernels).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DeviceProgramSet)))
            .Select(type => type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null))
            .Cast<DeviceProgramSet>()
            .ToDictionary(rules => rules.Plans[0].Rule);

    /// <summary>The kernels of a rule that are assembled: what runs the whole program has the code of all its items in it, in a group
    /// whose threads have no fewer registers. Kernels of single items, ten times as many, are those of the rules beside these tests,
    /// which have every kind of step, in double, which takes the more registers.</summary>
    public static IEnumerable<DeviceKernel> Assembled(DeviceProgramSet rules) => rules.Kernels.Where(
        k => k.Stage == "whole" || (k.ElementType == typeof(double) && rules.GetType().Assembly == typeof(ProgramKernels).Assembly));

    /// <summary>What each of them uses; all are compiled and assembled when this is first asked for.</summary>
    public static IReadOnlyDictionary<DeviceKernel, KernelReport> Reports => AllReports.Value;

    private static Dictionary<DeviceKernel, KernelReport> Report()
    {
        DeviceKernel[] kernels = [.. Rules.Values.SelectMany(Assembled)];
        IReadOnlyList<KernelReport> reports = PtxCompiler.Reports(
            kernels.Select(kernel => (kernel.ToString(), kernel.Method)));
        return kernels.Zip(reports).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
