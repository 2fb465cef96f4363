using Numerics.Files;

namespace Numerics.Optimizers;

/// <summary>What a file says about an optimizer, checked in full and not yet applied.</summary>
/// <param name="Steps">The step number of each group.</param>
/// <param name="HostStates">The double and int states of each group.</param>
/// <param name="ScalarStates">The Scalar states of each tensor, in the order of the parameters.</param>
/// <param name="Arrays">The array of an owned array of a tensor; null where it starts anew.</param>
internal sealed record OptimizerState(
    int[] Steps, double[][] HostStates, double[][] ScalarStates, Func<OptimizerTensor, OwnedArray, StateTensor?> Arrays)
{
    private const int ChunkBytes = 1 << 30;

    /// <summary>Makes it the optimizer's state. Arrays are read first, beside the old ones: a failure changes
    /// nothing.</summary>
    public void Apply(OptimizerEngine engine)
    {
        bool isFloat = engine.ElementType == typeof(float);
        engine.ReplaceStates((tensor, array, address) =>
        {
            if (Arrays(tensor, array) is StateTensor source)
            {
                Copy(source, address, widen: !isFloat && source.DataType == DataTypes.Float);
            }
        });

        foreach (OptimizerGroup group in engine.Groups)
        {
            (group.Steps, group.HostStates) = (Steps[group.Index], HostStates[group.Index]);
        }

        foreach (OptimizerTensor tensor in engine.Tensors)
        {
            tensor.Numbers = engine.Layout.StartNumbers();
            ScalarStates[tensor.Index].CopyTo(tensor.Numbers, 0);
        }
    }

    private static unsafe void Copy(StateTensor source, nint address, bool widen)
    {
        if (widen)
        {
            source.ToDoubles().CopyTo(new Span<double>((void*)address, checked((int)source.Length)));
            return;
        }

        for (long offset = 0; offset < source.Bytes; offset += ChunkBytes)
        {
            source.Read(offset, new Span<byte>((byte*)address + offset, (int)Math.Min(ChunkBytes, source.Bytes - offset)));
        }
    }
}
