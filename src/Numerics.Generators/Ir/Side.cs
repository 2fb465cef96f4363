namespace Numerics.Generators.Ir;

/// <summary>A side of a parameter's array: <see cref="Extents.Rows"/> or <see cref="Extents.Columns"/>.</summary>
internal readonly record struct Side(int Parameter, string Extent)
{
    /// <summary>The side whose length an <see cref="Op.Length"/> is.</summary>
    public static Side Of(Node length) => new(length.Index, length.Text);
}
