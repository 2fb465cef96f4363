using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Numerics.Gpu.Tests.Ptx;

/// <summary>
/// Compiles explicitly grouped ILGPU kernels to PTX, as for an sm_90 device with O2; no device is needed.
/// </summary>
/// <remarks>
/// What a context has compiled before can change a kernel's code, by a register or two. So that a kernel has the same
/// code on each run, it is compiled in a context of its own, or of its declaring type where many are compiled (ten
/// times as fast).
/// </remarks>
public sealed partial class PtxCompiler : IDisposable
{
    private readonly Context _context;
    private readonly PTXBackend _backend;

    private PtxCompiler()
    {
        _context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
        // Without NVIDIA's LibDevice, whose parameter ILGPU declares as not null although it tests for null.
        _backend = new PTXBackend(_context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
    }

    /// <summary>Compiles and assembles a kernel and says what it uses.</summary>
    /// <param name="name">The report's name.</param>
    /// <param name="kernel">A static method, closed if generic.</param>
    /// <param name="maxThreads">The most threads that a group may have, or null to say nothing.</param>
    /// <exception cref="InvalidOperationException">ILGPU can't compile it, or ptxas can't assemble what ILGPU made of
    /// it.</exception>
    public static KernelReport Report(string name, MethodInfo kernel, int? maxThreads = null)
        => Report(name, Compile([kernel], maxThreads).Single());

    /// <summary>The reports of many kernels, in their order, made on all processors.</summary>
    /// <inheritdoc cref="Report(string, MethodInfo, int?)"/>
    public static IReadOnlyList<KernelReport> Reports(
        IEnumerable<(string Name, MethodInfo Method)> kernels, int? maxThreads = null)
        => [.. kernels.Select((kernel, place) => (kernel.Name, kernel.Method, Place: place))
            .GroupBy(kernel => kernel.Method.DeclaringType)
            .AsParallel()
            .SelectMany(group => Compile([.. group.Select(kernel => kernel.Method)], maxThreads)
                .Zip(group, (ptx, kernel) => (Report: Report(kernel.Name, ptx), kernel.Place)))
            .OrderBy(report => report.Place)
            .Select(report => report.Report)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _backend.Dispose();
        _context.Dispose();
    }

    private static KernelReport Report(string name, string ptx)
    {
        IReadOnlyList<PtxBlock> blocks = PtxText.ReadBlocks(ptx);
        return new KernelReport(
            name,
            Ptxas.Assemble(ptx),
            [.. blocks.SelectMany(block => block.Accesses)],
            PtxLoops.MainAccesses(blocks),
            PtxText.ReadMaxThreads(ptx),
            ptx.Length);
    }

    private static IEnumerable<string> Compile(IReadOnlyList<MethodInfo> kernels, int? maxThreads)
    {
        using var compiler = new PtxCompiler();
        foreach (MethodInfo kernel in kernels)
        {
            yield return compiler.Compile(kernel, maxThreads);
        }
    }

    private string Compile(MethodInfo kernel, int? maxThreads)
    {
        var specialization = new KernelSpecialization(maxThreads, minNumGroupsPerMultiprocessor: null);
        try
        {
            EntryPointDescription entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
            return Renumber(((PTXCompiledKernel)_backend.Compile(entry, specialization)).PTXAssembly);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"ILGPU can't compile {kernel.DeclaringType}.{kernel.Name} to PTX", exception);
        }
    }

    // The numbers in names (L_3390, _x_483) are counted through the process: counted through the kernel, the text is
    // the same on each run.
    private static string Renumber(string ptx)
    {
        int body = ptx.IndexOf(".address_size", StringComparison.Ordinal);
        Dictionary<string, string> numbers = [];
        return ptx[..body] + NumberInName().Replace(ptx[body..], match =>
            numbers.TryGetValue(match.Value, out string? number)
                ? number
                : numbers[match.Value] = numbers.Count.ToString(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(?<=_)\d+\b")]
    private static partial Regex NumberInName();
}
