using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A plan's scalar program: see <see cref="IKernel.Scalars"/>.</summary>
public delegate void ScalarProgram(
    int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values);
