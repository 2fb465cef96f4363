namespace Numerics;

/// <content>Derivatives of functions: exact, not approximated.</content>
/// <remarks>In a rule they become part of its kernel: the function is inlined, its derivative made by the generator, and what the two
/// have in common is computed once. Here they are automatic differentiation. The function is made of the vocabulary. Where a function
/// of it has no derivative, the conventions of docs/objectives.md hold: |x| has 0 at 0, what is tied shares its derivative.</remarks>
public static partial class Functions
{
    /// <summary>∇f(x), of x's shape.</summary>
    /// <param name="f">From an array to a number: a lambda or a static method.</param>
    /// <param name="x">Where.</param>
    /// <typeparam name="T">Vec, Row, Col, Mat or Scalar.</typeparam>
    /// <exception cref="NotSupportedException">f uses what has no derivative.</exception>
    public static T Gradient<T>(Func<T, Scalar> f, T x) =>
        Differentiable.To<T>(Tape.Pullback(Differentiable.Of(f), Differentiable.Of(x), _ => 1));

    /// <summary>∇²f(x)·v: how the gradient changes along v, of x's shape.</summary>
    /// <param name="f">From an array to a number: a lambda or a static method.</param>
    /// <param name="x">Where.</param>
    /// <param name="v">The direction, of x's shape.</param>
    /// <typeparam name="T">Vec, Row, Col, Mat or Scalar.</typeparam>
    /// <exception cref="ArgumentException">v has not the shape of x.</exception>
    /// <exception cref="NotSupportedException">f uses what has no derivative.</exception>
    public static T HessianVector<T>(Func<T, Scalar> f, T x, T v)
    {
        Traced at = Differentiable.Of(x);
        Traced along = Differentiable.Like(Differentiable.Of(v), at, nameof(v));
        return Differentiable.To<T>(Tape.HessianVector(Differentiable.Of(f), at, along));
    }

    /// <summary>c′(x)·v: how c changes along v, of the shape of c(x).</summary>
    /// <param name="c">From an array to an array: a lambda or a static method.</param>
    /// <param name="x">Where.</param>
    /// <param name="v">The direction, of x's shape.</param>
    /// <typeparam name="T">Vec, Row, Col, Mat or Scalar.</typeparam>
    /// <typeparam name="U">Vec, Row, Col, Mat or Scalar.</typeparam>
    /// <exception cref="ArgumentException">v has not the shape of x.</exception>
    /// <exception cref="NotSupportedException">c uses what has no derivative.</exception>
    public static U JacobianVector<T, U>(Func<T, U> c, T x, T v)
    {
        Traced at = Differentiable.Of(x);
        Traced along = Differentiable.Like(Differentiable.Of(v), at, nameof(v));
        return Differentiable.To<U>(Tape.Pushforward(Differentiable.Of(c), at, along));
    }

    /// <summary>c′(x)ᵀ·u: the gradient of the inner product of u and c, of x's shape.</summary>
    /// <param name="c">From an array to an array: a lambda or a static method.</param>
    /// <param name="x">Where.</param>
    /// <param name="u">A weight for each element of c(x).</param>
    /// <typeparam name="T">Vec, Row, Col, Mat or Scalar.</typeparam>
    /// <typeparam name="U">Vec, Row, Col, Mat or Scalar.</typeparam>
    /// <exception cref="ArgumentException">u has not the shape of c(x).</exception>
    /// <exception cref="NotSupportedException">c uses what has no derivative.</exception>
    public static T JacobianTransposeVector<T, U>(Func<T, U> c, T x, U u) => Differentiable.To<T>(Tape.Pullback(
        Differentiable.Of(c), Differentiable.Of(x), y => Differentiable.Like(Differentiable.Of(u), y, nameof(u))));
}
