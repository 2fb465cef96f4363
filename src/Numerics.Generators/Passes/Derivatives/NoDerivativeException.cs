using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>A derivative goes through an operation that has none.</summary>
internal sealed class NoDerivativeException(Op op) : Exception($"{op} has no derivative.")
{
    public Op Op { get; } = op;
}
