namespace Numerics;

/// <summary>A flat array.</summary>
public sealed class Vec;

/// <summary>A number known when the kernel runs.</summary>
public readonly struct Scalar;
