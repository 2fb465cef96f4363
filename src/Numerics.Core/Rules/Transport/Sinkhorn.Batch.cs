using System.Numerics;
using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Rules;

/// <content>Many small problems in one call.</content>
public static partial class Sinkhorn
{
    /// <summary>Solves independent problems of one shape in one call: threads take a problem each, so that small ones
    /// stay in a thread's cache and nobody waits for the slowest. Each plan is to the bit what <c>Solve</c>
    /// gives.</summary>
    /// <param name="cost">The costs, p×n×m. They are not copied, and must not change while the plans are in use.</param>
    /// <param name="a">The rows' weights, problem after problem: p·n numbers.</param>
    /// <param name="b">The columns' weights: p·m numbers.</param>
    /// <param name="epsilon">ε &gt; 0, of all problems.</param>
    /// <param name="options">Of all problems.</param>
    /// <returns>A plan for each problem, each with an outcome of its own.</returns>
    /// <exception cref="ArgumentException">As <c>Solve</c>; the message says which problem's argument it is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static IReadOnlyList<Transport> SolveBatch(
        Tensor<double> cost, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornOptions? options = null) =>
        SolveStored(cost, a, b, epsilon, options);

    /// <summary>The same in <c>float</c>.</summary>
    /// <inheritdoc cref="SolveBatch(Tensor{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, double, SinkhornOptions?)"/>
    public static IReadOnlyList<Transport> SolveBatch(
        Tensor<float> cost, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        double epsilon, SinkhornOptions? options = null) =>
        SolveStored(cost, a, b, epsilon, options);

    /// <summary>Solves independent pairs of clouds in one call; each plan is to the bit what <c>Solve</c>
    /// gives.</summary>
    /// <param name="x">The points to move, p×n×d.</param>
    /// <param name="y">Where to, p×m×d.</param>
    /// <param name="a">The weights of x, problem after problem: p·n numbers.</param>
    /// <param name="b">The weights of y: p·m numbers.</param>
    /// <param name="epsilon">ε &gt; 0, of all problems.</param>
    /// <param name="options">Of all problems.</param>
    /// <returns>A plan for each problem, each with an outcome of its own.</returns>
    /// <exception cref="ArgumentException">As <c>Solve</c>; the message says which problem's argument it is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or an option is out of range.</exception>
    public static IReadOnlyList<Transport> SolveBatch(
        ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        double epsilon, SinkhornOptions? options = null) =>
        SolvePoints(x, y, a, b, epsilon, options);

    /// <summary>The same in <c>float</c>.</summary>
    /// <inheritdoc cref="SolveBatch(ReadOnlyTensorSpan{double}, ReadOnlyTensorSpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, double, SinkhornOptions?)"/>
    public static IReadOnlyList<Transport> SolveBatch(
        ReadOnlyTensorSpan<float> x, ReadOnlyTensorSpan<float> y, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        double epsilon, SinkhornOptions? options = null) =>
        SolvePoints(x, y, a, b, epsilon, options);

    private static Transport[] SolveStored<T>(
        Tensor<T> cost, ReadOnlySpan<T> a, ReadOnlySpan<T> b, double epsilon, SinkhornOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(cost);
        TransportArguments.CheckRank(cost.Rank, nameof(cost), 3);
        var costs = new TransportCost<T>[cost.Lengths[0]];
        for (int p = 0; p < costs.Length; p++)
        {
            costs[p] = new StoredCost<T>(cost, p);
        }

        return SolveAll(costs, cost.Lengths[1], cost.Lengths[2], a, b, epsilon, options);
    }

    private static Transport[] SolvePoints<T>(
        ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlySpan<T> a, ReadOnlySpan<T> b,
        double epsilon, SinkhornOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TransportArguments.CheckRank(x.Rank, nameof(x), 3);
        TransportArguments.CheckRank(y.Rank, nameof(y), 3);
        if (x.Lengths[0] != y.Lengths[0])
        {
            throw TransportArguments.Refusal(
                nameof(y), $"“x” has the clouds of {x.Lengths[0]} problems, “y” of {y.Lengths[0]}.");
        }

        var costs = new TransportCost<T>[x.Lengths[0]];
        for (int p = 0; p < costs.Length; p++)
        {
            costs[p] = TransportArguments.Points(
                TransportArguments.Member(x, p), TransportArguments.Member(y, p), p);
        }

        return SolveAll(costs, x.Lengths[1], y.Lengths[1], a, b, epsilon, options);
    }

    private static Transport[] SolveAll<T>(
        TransportCost<T>[] costs, nint rows, nint columns, ReadOnlySpan<T> a, ReadOnlySpan<T> b,
        double epsilon, SinkhornOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new SinkhornOptions();
        options.Check();
        TransportArguments.CheckBatch(a.Length, nameof(a), costs.Length, rows);
        TransportArguments.CheckBatch(b.Length, nameof(b), costs.Length, columns);
        var weights = new Weights<T>[costs.Length];
        (int n, int m) = ((int)rows, (int)columns);
        for (int p = 0; p < weights.Length; p++)
        {
            weights[p] = TransportArguments.Weights(
                costs[p], a.Slice(p * n, n), b.Slice(p * m, m), epsilon, options.IsBalanced, p);
        }

        var job = new BatchJob(costs.Length, p => Solve(costs[p], weights[p], epsilon, options));
        WorkerSet.Shared.Run(job, costs.Length, KernelContext.Current.Threads, wakes: true);
        return job.Plans;
    }

    /// <summary>A problem is an item; what it calls runs on the item's thread.</summary>
    private sealed class BatchJob(int problems, Func<int, Transport> solve) : Job
    {
        public Transport[] Plans { get; } = new Transport[problems];

        protected override void RunItem(int item) => Plans[item] = solve(item);
    }
}
