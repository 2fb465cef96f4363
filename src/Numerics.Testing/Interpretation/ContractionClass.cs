namespace Numerics.Testing;

/// <summary>How a plan's <c>mad</c> and its dot products round.</summary>
public enum ContractionClass
{
    /// <summary>Once.</summary>
    Fused,

    /// <summary>Twice: the product, then the sum.</summary>
    Separate,
}
