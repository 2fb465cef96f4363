namespace Numerics;

/// <content>Elements chosen where the kernel runs.</content>
public sealed partial class Vec
{
    /// <summary>The element at a position that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Scalar this[Integer index] => Scalar.Of(Traced.At(Shape.Position(index, Length)));
}
