using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Numerics.Gpu.Tests.Ptx;

/// <summary>Compiles explicitly grouped ILGPU kernels to PTX, as for an sm_90 device with O2; no device is needed.</summary>
public static class PtxCompiler
{
    // A backend compiles one kernel at a time; one whose compilation failed may spoil later ones, and is not used again.
    private static readonly ConcurrentBag<Compiler> Idle = [];

    /// <summary>The PTX text of a kernel.</summary>
    /// <param name="kernel">A static method, closed if generic.</param>
    /// <param name="maxThreads">The most threads that a group may have, or null to say nothing.</param>
    /// <exception cref="InvalidOperationException">ILGPU can't compile it.</exception>
    public static string Compile(MethodInfo kernel, int? maxThreads = null)
    {
        if (!Idle.TryTake(out Compiler? compiler))
        {
            compiler = new Compiler();
        }
        try
        {
            string text = compiler.Compile(kernel, maxThreads);
            Idle.Add(compiler);
            return text;
        }
        catch (Exception exception)
        {
            compiler.Dispose();
            throw new InvalidOperationException($"ILGPU can't compile {kernel.DeclaringType}.{kernel.Name} to PTX", exception);
        }
    }

    /// <summary>Compiles and assembles a kernel and says what it uses.</summary>
    /// <inheritdoc cref="Compile"/>
    public static KernelReport Report(string name, MethodInfo kernel, int? maxThreads = null)
    {
        string text = Compile(kernel, maxThreads);
        IReadOnlyList<PtxBlock> blocks = PtxText.ReadBlocks(text);
        return new KernelReport(
            name,
            Ptxas.Assemble(text),
            [.. blocks.SelectMany(block => block.Accesses)],
            PtxLoops.MainAccesses(blocks),
            PtxText.ReadMaxThreads(text),
            text.Length);
    }

    /// <summary>The reports of many kernels, in their order, made on all processors.</summary>
    public static IReadOnlyList<KernelReport> Reports(IEnumerable<(string Name, MethodInfo Method)> kernels)
        => [.. kernels.AsParallel().AsOrdered().Select(kernel => Report(kernel.Name, kernel.Method))];

    private sealed class Compiler : IDisposable
    {
        private readonly Context context;
        private readonly PTXBackend backend;

        public Compiler()
        {
            context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
            // Without NVIDIA's LibDevice, whose parameter ILGPU declares as not null although it tests for null.
            backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
        }

        public string Compile(MethodInfo kernel, int? maxThreads)
        {
            var specialization = new KernelSpecialization(maxThreads, minNumGroupsPerMultiprocessor: null);
            EntryPointDescription entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
            return ((PTXCompiledKernel)backend.Compile(entry, specialization)).PTXAssembly;
        }

        public void Dispose()
        {
            backend.Dispose();
            context.Dispose();
        }
    }
}
