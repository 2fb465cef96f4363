namespace Numerics.Optimizers;

/// <summary>A parameter tensor of an optimizer.</summary>
internal sealed class OptimizerTensor(int index, int fileIndex, OptimizerGroup group, ParameterShape shape, RuleLayout layout)
{
    /// <summary>Its place in the list of parameters, and in lists of gradients.</summary>
    public int Index => index;

    /// <summary>Its number in a file: through the groups in order, as PyTorch counts.</summary>
    public int FileIndex => fileIndex;

    public OptimizerGroup Group => group;

    public nint Length => shape.Length;

    public long[] Shape => shape.Lengths;

    /// <summary>Where the held parameter lies, among all memory that it may overlap.</summary>
    public nint Address { get; set; }

    /// <summary>Where this step's gradient lies; 0 in a step without one.</summary>
    public nint Gradient { get; set; }

    /// <summary>Whether this step updates the tensor.</summary>
    public bool IsActive { get; set; }

    /// <summary>Its place in the batch of its group's variant.</summary>
    public int BatchIndex { get; set; }

    /// <summary>Scalar states and named results, as <see cref="RuleLayout.Results"/> lists them.</summary>
    public double[] Numbers { get; set; } = layout.StartNumbers();
}
