using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Derivatives;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.OptimalTransport;

namespace Numerics.Benchmarks.Matrices;

/// <summary>The comparisons of rules over matrices, by name.</summary>
internal static class MatrixCases
{
    internal static readonly IReadOnlyList<string> Names =
    [
        "least-squares", "softmax-rows", "logsumexp-rows", "kaczmarz-100", "kaczmarz-1000", "kaczmarz-10000",
        "gaussian-100", "gaussian-1000", "gaussian-10000", "pair-sums",
        "batch", "batch-reducing", "batch-vec", "logistic", "rosenbrock", "rosenbrock-hv",
        "sinkhorn-float", "sinkhorn-double", "sinkhorn-points-2", "sinkhorn-points-3", "sinkhorn-points-10",
    ];

    /// <summary>A comparison of that name; null where there is none.</summary>
    internal static Comparison? Named(string name, ThreadPair threads, MatrixSizes sizes) => name switch
    {
        "least-squares" => new LeastSquaresCase(threads, sizes.Rows),
        "softmax-rows" => new RowFunctionCase(threads, sizes.Square, isSoftMax: true),
        "logsumexp-rows" => new RowFunctionCase(threads, sizes.Square, isSoftMax: false),
        "logistic" => new LogisticCase(threads, sizes.Rows),
        "rosenbrock" => new RosenbrockCase(threads, sizes.Rows * 100, isProduct: false),
        "rosenbrock-hv" => new RosenbrockCase(threads, sizes.Rows * 100, isProduct: true),
        "kaczmarz-100" => new KaczmarzCase(100),
        "kaczmarz-1000" => new KaczmarzCase(1000),
        "kaczmarz-10000" => new KaczmarzCase(10_000),
        "gaussian-100" => new GaussianCase(threads, 100),
        "gaussian-1000" => new GaussianCase(threads, 1000),
        "gaussian-10000" => new GaussianCase(threads, 10_000),
        "pair-sums" => new PairSumsCase(threads, sizes.Points),
        "batch" => new ManyProblemsCase(sizes.Problems, ManyProblemsCase.Kind.Elementwise),
        "batch-reducing" => new ManyProblemsCase(sizes.Problems, ManyProblemsCase.Kind.Reducing),
        "batch-vec" => new ManyProblemsCase(sizes.Problems, ManyProblemsCase.Kind.ReducingKernel),
        "sinkhorn-float" => new SinkhornCase<float>(name, threads, sizes.Square),
        "sinkhorn-double" => new SinkhornCase<double>(name, threads, sizes.Square),
        "sinkhorn-points-2" => new PointsCase(name, sizes.Points, 2, 1.15),
        "sinkhorn-points-3" => new PointsCase(name, sizes.Points, 3, 1.15),
        "sinkhorn-points-10" => new PointsCase(name, sizes.Points, 10, 1.5),
        _ => null,
    };
}

/// <summary>How large the comparisons are.</summary>
/// <param name="Rows">Rows of the least-squares problem.</param>
/// <param name="Square">Rows and columns of the matrices whose rows are taken functions of.</param>
/// <param name="Points">Points on each side of the virtual matrix.</param>
/// <param name="Problems">Problems of a batch.</param>
internal sealed record MatrixSizes(int Rows, int Square, int Points, int Problems)
{
    /// <summary>Those that the targets name.</summary>
    internal static MatrixSizes Large { get; } = new(100_000, 2000, 20_000, 10_000);

    /// <summary>Those of the smoke run.</summary>
    internal static MatrixSizes Quick { get; } = new(1000, 200, 500, 500);
}
