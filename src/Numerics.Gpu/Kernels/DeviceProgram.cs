using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>Computes what the host knows of a plan variant: see <see cref="DeviceVariant"/>.</summary>
/// <param name="host">The host parameters in declaration order.</param>
/// <param name="length">The tensor's number of elements.</param>
/// <param name="totalLength">The number of elements of all tensors of the step.</param>
/// <param name="values">The table of values: the slots that depend on the host alone are set.</param>
/// <param name="inputs">What the variant's stages want of the host.</param>
public delegate void HostProgram(
    ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values, Span<double> inputs);

/// <summary>A number of a rule that is on the device: a Scalar that goes in, or comes out, or both.</summary>
/// <param name="Name">Its name, <c>result</c> for an unnamed result.</param>
/// <param name="Input">The slot where it goes in; −1 for a result with a new name.</param>
/// <param name="Output">The slot where it comes out; −1 for one that the rule only reads.</param>
public sealed record DeviceNumber(string Name, int Input, int Output);

/// <summary>What a plan variant is on a device, whatever the element type.</summary>
/// <param name="Host">What the host computes.</param>
/// <param name="Inputs">How many numbers the stages want of the host.</param>
/// <param name="StageConstants">The slots of the constants that stages compute; the host knows the others.</param>
/// <param name="HasTensorConstants">Whether what the host knows depends on a tensor's length.</param>
/// <param name="Numbers">The rule's numbers: its Scalar parameters in declaration order, then its Scalar results with a new
/// name.</param>
public sealed record DeviceVariant(
    HostProgram Host,
    int Inputs,
    IReadOnlyList<int> StageConstants,
    bool HasTensorConstants,
    IReadOnlyList<DeviceNumber> Numbers);

/// <summary>The kernels of a plan variant for an element type.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Passes">The passes in order.</param>
/// <param name="Stages">The stages: number k comes before pass k, the last after all passes. Null where the device has nothing
/// to compute.</param>
public sealed record DeviceProgram<T>(IReadOnlyList<PassKernel<T>> Passes, IReadOnlyList<StageKernel<T>?> Stages)
    where T : unmanaged
{
    /// <summary>The kernels, for those who inspect them.</summary>
    public IEnumerable<DeviceKernel> Kernels =>
        Passes.SelectMany(p => p.Kernels).Concat(Stages.OfType<StageKernel<T>>().SelectMany(s => s.Kernels));

    /// <summary>Whether the kernels compute in double, whatever the element type: reductions and stages do.</summary>
    internal bool HasStages => Stages.Any(s => s is not null);

    internal void Compile(Accelerator accelerator, KernelForm form)
    {
        foreach (PassKernel<T> pass in Passes)
        {
            pass.Compile(accelerator, form);
        }

        foreach (StageKernel<T> stage in Stages.OfType<StageKernel<T>>())
        {
            stage.Compile(accelerator, form);
        }
    }
}
