using System.Reflection;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Ptx;
using Numerics.Plans;

namespace Numerics.Gpu.Tests.Library;

/// <summary>The device rules of Numerics.Gpu, and what each of their kernels uses on sm_90.</summary>
public static class LibraryKernels
{
    private static readonly Lazy<IReadOnlyDictionary<DeviceKernel, KernelReport>> AllReports = new(Report);

    /// <summary>The device rules, by their rules' names.</summary>
    public static IReadOnlyDictionary<string, DeviceRule> Rules { get; } = typeof(DeviceRule).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DeviceRule)))
        .Select(type => type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null))
        .Cast<DeviceRule>()
        .ToDictionary(rule => rule.Rule.Name);

    /// <summary>What each kernel uses; all are compiled and assembled when this is first asked for.</summary>
    public static IReadOnlyDictionary<DeviceKernel, KernelReport> Reports => AllReports.Value;

    /// <summary>The plan that a kernel does a part of.</summary>
    public static KernelPlan PlanOf(DeviceKernel kernel) => Rules[kernel.Rule].Rule.Plans[kernel.Variant];

    private static Dictionary<DeviceKernel, KernelReport> Report()
    {
        DeviceKernel[] kernels = [.. Rules.Values.SelectMany(rule => rule.Kernels)];
        IReadOnlyList<KernelReport> reports = PtxCompiler.Reports(
            kernels.Select(kernel => (kernel.ToString(), kernel.Method)));
        return kernels.Zip(reports).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
