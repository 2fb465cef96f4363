using Numerics.Runtime;

namespace Numerics;

/// <content>Random numbers: pure functions of a key and a counter (Philox4x32-10). Different draws need different counters or keys;
/// an element of an array has its position, row after row, as a further counter.</content>
public static partial class Functions
{
    /// <summary>A random number in [0, 1).</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    public static Scalar Uniform(ulong key, Integer counter) => Draws.Uniform(key, counter.Value);

    /// <summary>A random number for each element of an array, in [0, 1).</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    /// <param name="like">The array whose shape they have.</param>
    public static Vec Uniform(ulong key, Integer counter, Vec like) =>
        new(Drawn(like.Length, i => Draws.UniformAt<double>(key, counter.Value, i)));

    /// <inheritdoc cref="Uniform(ulong, Integer, Vec)"/>
    public static S Uniform<S, M>(ulong key, Integer counter, Shaped<S, M> like)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        like.Drawn(i => Draws.UniformAt<double>(key, counter.Value, i));

    /// <summary>A random number of mean 0 and variance 1, normally distributed.</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    public static Scalar Normal(ulong key, Integer counter) => Draws.Normal(key, counter.Value);

    /// <summary>A random number for each element of an array, of mean 0 and variance 1, normally distributed.</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    /// <param name="like">The array whose shape they have.</param>
    public static Vec Normal(ulong key, Integer counter, Vec like) =>
        new(Drawn(like.Length, i => Draws.NormalAt<double>(key, counter.Value, i)));

    /// <inheritdoc cref="Normal(ulong, Integer, Vec)"/>
    public static S Normal<S, M>(ulong key, Integer counter, Shaped<S, M> like)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        like.Drawn(i => Draws.NormalAt<double>(key, counter.Value, i));

    /// <summary>A random number −1 or 1, each as often.</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    public static Scalar Rademacher(ulong key, Integer counter) => Draws.Rademacher(key, counter.Value);

    /// <summary>A random number for each element of an array, −1 or 1, each as often.</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    /// <param name="like">The array whose shape they have.</param>
    public static Vec Rademacher(ulong key, Integer counter, Vec like) =>
        new(Drawn(like.Length, i => Draws.RademacherAt<double>(key, counter.Value, i)));

    /// <inheritdoc cref="Rademacher(ulong, Integer, Vec)"/>
    public static S Rademacher<S, M>(ulong key, Integer counter, Shaped<S, M> like)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        like.Drawn(i => Draws.RademacherAt<double>(key, counter.Value, i));

    /// <summary>A random whole number in [0, bound).</summary>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public static Integer RandomIndex(ulong key, Integer counter, Integer bound) =>
        Draws.RandomIndex(key, counter.Value, bound.Value);

    /// <summary>A random whole number in [0, bound) for each element of an array.</summary>
    /// <inheritdoc cref="RandomIndex(ulong, Integer, Integer)"/>
    /// <param name="key">The key of the stream.</param>
    /// <param name="counter">The number of the draw.</param>
    /// <param name="bound">At least 1.</param>
    /// <param name="like">The array whose shape they have.</param>
    public static Vec RandomIndex(ulong key, Integer counter, Integer bound, Vec like) =>
        new(Drawn(like.Length, i => Draws.RandomIndexAt<double>(key, counter.Value, bound.Value, i)));

    /// <inheritdoc cref="RandomIndex(ulong, Integer, Integer, Vec)"/>
    public static S RandomIndex<S, M>(ulong key, Integer counter, Integer bound, Shaped<S, M> like)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        like.Drawn(i => Draws.RandomIndexAt<double>(key, counter.Value, bound.Value, i));

    private static double[] Drawn(int length, Func<int, double> draw) => [.. Enumerable.Range(0, length).Select(draw)];
}
