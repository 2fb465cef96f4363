namespace Numerics.Optimizers;

/// <summary>A parameter tensor of an optimizer.</summary>
internal sealed class OptimizerTensor
{
    public OptimizerTensor(int index, int fileIndex, OptimizerGroup group, ParameterShape shape, RuleLayout layout)
    {
        (Index, FileIndex, Group, Length, Shape) = (index, fileIndex, group, shape.Length, shape.Lengths);
        KnownAxes = layout.Shapes?.AxesOf(this) ?? [];
        Axes = [.. KnownAxes];
        OwnedShapes = Array.ConvertAll(layout.Owned, a => layout.Shapes?.ShapeOf(this, a) ?? Shape);
        OwnedLengths = Array.ConvertAll(OwnedShapes, ProductOf);
        Numbers = layout.StartNumbers();
    }

    /// <summary>Its place in the list of parameters, and in lists of gradients.</summary>
    public int Index { get; }

    /// <summary>Its number in a file: through the groups in order, as PyTorch counts.</summary>
    public int FileIndex { get; }

    public OptimizerGroup Group { get; }

    public nint Length { get; }

    public long[] Shape { get; }

    /// <summary>The lengths of a program's axes that the parameter and the options fix; −1 for others. None for a kernel.</summary>
    public nint[] KnownAxes { get; }

    /// <summary>The lengths of all of a program's axes in this step.</summary>
    public nint[] Axes { get; }

    /// <summary>The shape of each array that the optimizer owns.</summary>
    public long[][] OwnedShapes { get; }

    /// <summary>The number of elements of each array that the optimizer owns.</summary>
    public nint[] OwnedLengths { get; }

    /// <summary>Where the held parameter lies, among all memory that it may overlap.</summary>
    public nint Address { get; set; }

    /// <summary>Where this step's gradient lies; 0 in a step without one.</summary>
    public nint Gradient { get; set; }

    /// <summary>Whether this step updates the tensor.</summary>
    public bool IsActive { get; set; }

    /// <summary>Its place in the batch of its group's variant.</summary>
    public int BatchIndex { get; set; }

    /// <summary>Scalar states and named results, as <see cref="RuleLayout.Results"/> lists them.</summary>
    public double[] Numbers { get; set; }

    private static nint ProductOf(long[] lengths)
    {
        nint product = 1;
        foreach (long length in lengths)
        {
            product = checked(product * (nint)length);
        }

        return product;
    }
}
