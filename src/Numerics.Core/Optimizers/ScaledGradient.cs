using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>A gradient times a factor, in memory that is kept from step to step: for rules that take gradients as they
/// are.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class ScaledGradient<T>
    where T : unmanaged, INumber<T>
{
    private readonly UpdateRule _rule = GradientReductions.ScaledRule.Instance;
    private readonly Batch<T> _batch = new(GradientReductions.ScaledRule.Instance.Plans[0]);
    private T[] _elements = [];

    /// <summary>Where the product lies, until the next one is asked for.</summary>
    public nint Of(OptimizerTensor tensor, double scale)
    {
        if (_elements.Length < tensor.Length)
        {
            _elements = GC.AllocateUninitializedArray<T>(checked((int)tensor.Length), pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_elements));
        _batch.Clear();
        _batch.AddGroup(1)[0] = scale;
        _batch.Add(0, tensor.Length, [tensor.Gradient, address]);
        _rule.Run(0, _batch);
        return address;
    }
}
