namespace Numerics.LinearSolvers;

/// <summary>Which random equations or coordinates a step takes.</summary>
public sealed record Sketch
{
    private Sketch(SketchKind kind, int size = 1, bool isWeighted = true) =>
        (Kind, Size, IsWeighted) = (kind, size, isWeighted);

    internal SketchKind Kind { get; }

    internal int Size { get; }

    internal bool IsWeighted { get; }

    /// <summary>One equation a step: dense or sparse.</summary>
    /// <param name="isWeighted">Whether rows are drawn as likely as their squared norms are great; else all that are not zero are
    /// equally likely.</param>
    public static Sketch Kaczmarz(bool isWeighted = true) => new(SketchKind.Kaczmarz, isWeighted: isWeighted);

    /// <summary>Kaczmarz whose solution is the mean of its points, of the last half of the steps at least: of inconsistent systems it goes to
    /// the least-squares solution, as slowly as the root of the steps. Dense or sparse.</summary>
    /// <remarks>Epperly, Goldshlager and Webber, arXiv:2411.19877, 2024.</remarks>
    public static Sketch AveragedKaczmarz() => new(SketchKind.Averaged);

    /// <summary>Kaczmarz for inconsistent systems: a column step takes from b what no x reaches. Dense or sparse.</summary>
    public static Sketch ExtendedKaczmarz() => new(SketchKind.Extended);

    /// <summary>A normal combination of all equations: each step reads the matrix. Dense or sparse.</summary>
    public static Sketch Gaussian() => new(SketchKind.Gaussian);

    /// <summary>So many equations at once. Dense or sparse.</summary>
    /// <param name="size">q, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static Sketch BlockKaczmarz(int size) => Block(SketchKind.Block, size);

    /// <summary>So many normal combinations of all equations at once. Dense or sparse.</summary>
    /// <inheritdoc cref="BlockKaczmarz"/>
    public static Sketch BlockGaussian(int size) => Block(SketchKind.BlockGaussian, size);

    /// <summary>All equations, added up with random signs in so many buckets. Dense or sparse.</summary>
    /// <inheritdoc cref="BlockKaczmarz"/>
    public static Sketch CountSketch(int size) => Block(SketchKind.Count, size);

    /// <summary>One coordinate a step of a symmetric, positive definite system, as likely as its diagonal element is great.
    /// Dense or sparse.</summary>
    public static Sketch CoordinateDescent() => new(SketchKind.Coordinate);

    /// <summary>A normal direction a step of a symmetric, positive definite system. Dense or sparse.</summary>
    public static Sketch GaussianCoordinate() => new(SketchKind.GaussianCoordinate);

    /// <summary>One coordinate a step of least squares. Dense or sparse.</summary>
    public static Sketch LeastSquaresCoordinate() => new(SketchKind.LeastSquaresCoordinate);

    private static Sketch Block(SketchKind kind, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new Sketch(kind, size);
    }
}

/// <summary>The methods.</summary>
internal enum SketchKind
{
    Kaczmarz,
    Averaged,
    Extended,
    Gaussian,
    Block,
    BlockGaussian,
    Count,
    Coordinate,
    GaussianCoordinate,
    LeastSquaresCoordinate,
}
