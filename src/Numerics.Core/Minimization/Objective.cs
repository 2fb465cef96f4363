namespace Numerics.Minimization;

/// <summary>A function's value at x; writes its gradient: what <c>FooGradient</c> of an objective is, with its data bound.</summary>
/// <param name="x">The point.</param>
/// <param name="gradient">Where the gradient goes, as long as x.</param>
public delegate double ValueGradient(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>Writes the Hessian at x times v: what <c>FooHessianVector</c> of an objective is, with its data bound.</summary>
/// <param name="x">The point.</param>
/// <param name="v">The vector.</param>
/// <param name="hv">Where the product goes, as long as x.</param>
public delegate void HessianVector(ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> hv);
