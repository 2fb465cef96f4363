using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>How a kernel is launched.</summary>
public enum KernelForm
{
    /// <summary>One tensor, whose constants are the kernel's arguments.</summary>
    Flat,

    /// <summary>Many tensors, whose constants are in tables.</summary>
    Table,

    /// <summary>A rule over matrices or with loops.</summary>
    Program,
}

/// <summary>One kernel of a rule, as ILGPU compiles it.</summary>
/// <param name="Rule">The rule's full name.</param>
/// <param name="Stage">Which of the rule's kernels it is: <c>pass 1 of 2</c>, <c>stage 1</c>.</param>
/// <param name="Form">How it is launched.</param>
/// <param name="ElementType"><see cref="float"/> or <see cref="double"/>.</param>
/// <param name="Variant">The plan variant.</param>
/// <param name="Pass">The pass; −1 for a stage.</param>
/// <param name="Method">The method that ILGPU compiles, explicitly grouped.</param>
public sealed record DeviceKernel(
    string Rule, string Stage, KernelForm Form, Type ElementType, int Variant, int Pass, MethodInfo Method)
{
    /// <summary>The rule, the stage, the form and the element type.</summary>
    public override string ToString() => $"{Rule} {Stage} ({Form}, {ElementType.Name})";
}

/// <summary>A kernel and its compiled form on each accelerator that it has run on.</summary>
/// <typeparam name="A">Its argument.</typeparam>
internal sealed class LoadedKernel<A>
    where A : struct
{
    private readonly Action<A> _kernel;
    private readonly ConditionalWeakTable<Accelerator, Loaded> _loaded = [];
    private Loaded? _last;

    public LoadedKernel(DeviceKernel description, Action<A> kernel)
    {
        Description = description;
        _kernel = kernel;
    }

    public DeviceKernel Description { get; }

    /// <summary>Launches it; compiles it where this is the first time on the accelerator.</summary>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile it for this accelerator.</exception>
    public void Launch(AcceleratorStream stream, int groups, A argument)
    {
        Loaded? last = _last;
        if (last is null || last.Accelerator != stream.Accelerator)
        {
            _last = last = Find(stream.Accelerator);
        }

        // OpenCL sets a kernel's arguments one by one, on the kernel itself: two threads would mix theirs.
        lock (last)
        {
            last.Launch(stream, new KernelConfig(groups, last.GroupSize), argument);
        }
    }

    /// <summary>Compiles it for an accelerator, so that a later launch does not.</summary>
    public void Compile(Accelerator accelerator) => Find(accelerator);

    private Loaded Find(Accelerator accelerator)
    {
        if (_loaded.TryGetValue(accelerator, out Loaded? known))
        {
            return known;
        }

        // The table's own factory may run on two threads at once, and compiling takes a second.
        lock (_loaded)
        {
            return _loaded.GetValue(accelerator, Load);
        }
    }

    private Loaded Load(Accelerator accelerator)
    {
        int threads = DeviceLimits.GroupSize(accelerator);
        try
        {
            // The group's size is not told to the compiler: ptxas then trades spills for room for more groups.
            return new Loaded(accelerator, threads, accelerator.LoadKernel(_kernel));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new KernelCompilationException(Description, accelerator, e);
        }
    }

    private sealed record Loaded(Accelerator Accelerator, int GroupSize, Action<AcceleratorStream, KernelConfig, A> Launch);
}
