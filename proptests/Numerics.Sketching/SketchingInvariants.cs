using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using Numerics.Rules;

namespace Numerics.SketchingProofs;

/// <summary>The algebra of sketch and project, and the rate of each sketch, by small matrices that are solved with beside it.</summary>
/// <remarks>With B = SᵀA and Z = Bᵀ(BBᵀ)⁺B a step is x' − x* = (1 − Z)(x − x*): Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015,
/// section 2.</remarks>
public class SketchingInvariants
{
    private const int Seeds = 30;
    private const double Rounding = 1e-9;

    /// <summary>Standard errors beyond which a true mean is with probability 1e-6, on one side.</summary>
    private const double Rejecting = 4.75;

    /// <summary>The nearest point that meets the drawn equations, the best point of x + range(Bᵀ), and (1 − Z) of the error: one point.</summary>
    [Fact]
    public void Three_views_of_a_step_are_one()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            (int n, int q) = (3 + random.Next(10), 1 + random.Next(3));
            double[] b = Normal(random, q * n), solution = Normal(random, n), x = Normal(random, n);
            double[] right = Times(b, solution, q), error = [.. x.Zip(solution, (p, s) => p - s)];
            double[] stepped = [.. x];
            BlockProjection.Step(stepped, new ReadOnlyTensorSpan<double>(b, [q, n]), right, (4 * q) + 32);

            // [1 Bᵀ; B 0]·(x'; y) = (x; right).
            int size = n + q;
            double[] kkt = new double[size * size];
            for (int i = 0; i < n; i++)
            {
                kkt[(i * size) + i] = 1;
                for (int k = 0; k < q; k++)
                {
                    (kkt[(i * size) + n + k], kkt[((n + k) * size) + i]) = (b[(k * n) + i], b[(k * n) + i]);
                }
            }

            AssertNear(stepped, Solve(kkt, [.. x, .. right])[..n]);

            // min ‖x + Bᵀy − x*‖.
            double[] y = Solve(Gram(b, q), [.. Times(b, error, q).Select(e => -e)]);
            AssertNear(stepped, [.. x.Zip(TransposeTimes(b, y), (p, d) => p + d)]);

            double[] z = Projector(b, q);
            AssertNear(stepped, [.. solution.Zip(error, (s, e) => s + e).Zip(Times(z, error, n), (p, d) => p - d)]);
            AssertNear(z, [.. Enumerable.Range(0, n).SelectMany(i => Times(z, z[(i * n)..((i + 1) * n)], n))]);
            Assert.Equal(q, Enumerable.Range(0, n).Sum(i => z[(i * n) + i]), Rounding);
        }
    }

    /// <summary>Σ pᵢ(x − xᵢ') = AᵀA(x − x*)/‖A‖F²: the mean of all steps of weighted Kaczmarz.</summary>
    [Fact]
    public void The_mean_step_is_that_of_the_Gram_matrix()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (double[] a, double[] solution, double[] b, int m, int n) = Draw(seed, 12, 5);
            double[] mean = new double[n], squares = Squares(a, m);
            for (int i = 0; i < m; i++)
            {
                double[] x = new double[n];
                Kaczmarz.Sweep(x, new ReadOnlyTensorSpan<double>(a.AsSpan(i * n, n), [1, n]), b.AsSpan(i, 1), squares.AsSpan(i, 1), 1, 0, 1);
                TensorPrimitives.MultiplyAdd(x, squares[i] / squares.Sum(), mean, mean);
            }

            double[] expected = TransposeTimes(a, Times(a, solution, m));
            TensorPrimitives.Divide(expected, squares.Sum(), expected);
            AssertNear(expected, mean);
        }
    }

    /// <summary>The mean of xₖ − x* over 20,000 runs is (1 − AᵀA/‖A‖F²)ᵏ(x₀ − x*), within five standard errors in each coordinate: a true
    /// identity is rejected with probability 3e-6.</summary>
    [Fact]
    public void The_mean_error_is_the_mean_matrix_s()
    {
        const int Runs = 20_000, Steps = 4;
        (double[] a, double[] solution, double[] b, int m, int n) = Draw(1, 9, 5);
        double[] squares = Squares(a, m), expected = [.. solution.Select(s => -s)], sum = new double[n], square = new double[n];
        for (int k = 0; k < Steps; k++)
        {
            double[] image = TransposeTimes(a, Times(a, expected, m));
            TensorPrimitives.MultiplyAdd(image, -1 / squares.Sum(), expected, expected);
        }

        double[] cumulative = Cumulative(squares);
        for (int key = 1; key <= Runs; key++)
        {
            double[] x = new double[n];
            Kaczmarz.WeightedSweep(x, new ReadOnlyTensorSpan<double>(a, [m, n]), b, squares, cumulative, (ulong)key, 0, Steps, 5);
            TensorPrimitives.Subtract<double>(x, solution, x);
            TensorPrimitives.Add<double>(sum, x, sum);
            TensorPrimitives.MultiplyAdd(x, x, square, square);
        }

        for (int i = 0; i < n; i++)
        {
            double mean = sum[i] / Runs, spread = Math.Sqrt(((square[i] / Runs) - (mean * mean)) / Runs);
            Assert.InRange(mean, expected[i] - (5 * spread), expected[i] + (5 * spread));
        }
    }

    /// <summary>All equations at once give the solution; of many, the nearest to the start.</summary>
    [Fact]
    public void All_rows_at_once_solve()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (double[] a, double[] solution, double[] b, int m, int n) = Draw(seed, 4, 9);
            double[] start = Normal(new Random(seed + 100), n), x = [.. start];
            BlockProjection.Step(x, new ReadOnlyTensorSpan<double>(a, [m, n]), b, (4 * m) + 32);
            double[] y = Solve(Gram(a, m), [.. b.Zip(Times(a, start, m), (p, s) => p - s)]);
            AssertNear([.. start.Zip(TransposeTimes(a, y), (p, d) => p + d)], x);
        }
    }

    [Fact]
    public void Scaled_rows_and_cycles_are_what_they_are_called()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (double[] a, double[] solution, double[] b, int m, int n) = Draw(seed, 6, 6);
            double[] x = Normal(new Random(seed + 7), n), scaled = [.. x];
            double[] row = a[..n], large = [.. row.Select(e => -3.5 * e)];
            Kaczmarz.Sweep(x, new ReadOnlyTensorSpan<double>(row, [1, n]), b.AsSpan(0, 1), [Squares(row, 1)[0]], 1, 0, 1);
            Kaczmarz.Sweep(scaled, new ReadOnlyTensorSpan<double>(large, [1, n]), [-3.5 * b[0]], [Squares(large, 1)[0]], 1, 0, 1);
            AssertNear(x, scaled);

            // Coordinates in turn are Gauss and Seidel's sweep.
            double[] gram = Gram(a, m), right = Times(gram, solution, n), diagonal = [.. Enumerable.Range(0, n).Select(i => gram[(i * n) + i])];
            double[] drawn = new double[n], cycled = new double[n];
            for (int i = 0; i < n; i++)
            {
                double[] cumulative = [.. Enumerable.Range(0, n).Select(k => k < i ? 0.0 : 1)];
                CoordinateDescent.Sweep(drawn, new ReadOnlyTensorSpan<double>(gram, [n, n]), right, diagonal, cumulative, 1, i, 1, 4);
                cycled[i] += (right[i] - TensorPrimitives.Dot<double>(gram.AsSpan(i * n, n), cycled)) / diagonal[i];
            }

            AssertNear(cycled, drawn);
        }
    }

    public static TheoryData<string> Sketches =>
    [
        "Kaczmarz", "uniform Kaczmarz", "Gaussian", "block Kaczmarz", "block Gaussian", "count sketch", "coordinate",
        "Gaussian coordinate", "least-squares coordinate", "extended Kaczmarz",
    ];

    /// <summary>The mean of the squared error after 25 steps, over 400 runs, is below that of the theorem, in the theorem's norm: a true
    /// rate is rejected with probability 1e-6. Of blocks it is the rate of one of their equations, which they contain; of the count sketch
    /// that of a sign combination of all rows, of which two buckets tell more; it is computed of all 2⁶ of them.</summary>
    [Theory]
    [MemberData(nameof(Sketches))]
    public void Each_sketch_contracts_as_its_theorem_says(string name)
    {
        const int Runs = 400, Steps = 25;
        (double[] a, double[] solution, double[] b, int m, int n) = Draw(3, 6, 4);
        double[] gram = TransposeGram(a, m), mean = [.. gram.Select(e => e / Squares(a, m).Sum())];
        bool isDefinite = name is "coordinate" or "Gaussian coordinate";
        double trace = Enumerable.Range(0, n).Sum(i => gram[(i * n) + i]);
        (Sketch sketch, double rate, double[] metric, double factor) = name switch
        {
            "Kaczmarz" => (Sketch.Kaczmarz(), Least(mean, n), Unit(n), 1.0),
            "uniform Kaczmarz" => (Sketch.Kaczmarz(isWeighted: false), Least(MeanProjector(m, i => a[(i * n)..((i + 1) * n)], n), n), Unit(n), 1),
            "Gaussian" => (Sketch.Gaussian(), 2 / Math.PI * Least(gram, n) / trace, Unit(n), 1),
            "block Kaczmarz" => (Sketch.BlockKaczmarz(2), Least(mean, n), Unit(n), 1),
            "block Gaussian" => (Sketch.BlockGaussian(2), 2 / Math.PI * Least(gram, n) / trace, Unit(n), 1),
            "count sketch" => (Sketch.CountSketch(2), Least(MeanProjector(1 << m, Signed, n), n), Unit(n), 1),
            "coordinate" => (Sketch.CoordinateDescent(), Least(gram, n) / trace, gram, 1),
            "Gaussian coordinate" => (Sketch.GaussianCoordinate(), 2 / Math.PI * Least(gram, n) / trace, gram, 1),
            "least-squares coordinate" => (Sketch.LeastSquaresCoordinate(), Least(mean, n), gram, 1),

            // Zouzias and Freris, SIAM J. Matrix Anal. Appl. 34, 2013, theorem 4.1: ρ^⌊k/2⌋·(1 + 2·κ²), κ² at most ‖A‖F²/σmin².
            _ => (Sketch.ExtendedKaczmarz(), 1 - Math.Pow(1 - Least(mean, n), (Steps / 2) / (double)Steps), Unit(n), 1 + (2 / Least(mean, n))),
        };
        double[] matrix = isDefinite ? gram : a, right = isDefinite ? Times(gram, solution, n) : b;
        int rows = isDefinite ? n : m;
        double[] errors = [.. Enumerable.Range(1, Runs).Select(key =>
        {
            double[] x = LinearSolvers.Sketching.Solve(
                new ReadOnlyTensorSpan<double>(matrix, [rows, n]), right, sketch,
                new() { Key = (ulong)key, MaximumSteps = Steps, RunsAnyway = true, Tolerance = 1e-15 }).X;
            return Square([.. x.Zip(solution, (p, s) => p - s)], metric);
        })];
        double average = errors.Average();
        double spread = Math.Sqrt(errors.Sum(e => (e - average) * (e - average)) / (Runs - 1) / Runs);
        double bound = factor * Math.Pow(1 - rate, Steps) * Square(solution, metric);
        Assert.InRange(rate, 1e-3, 1);
        Assert.True(average - (Rejecting * spread) <= bound, $"{average} with {spread} against {bound}");
        Assert.True(average > 0);

        double[] Signed(int signs) => [.. Enumerable.Range(0, n).Select(j =>
            Enumerable.Range(0, m).Sum(i => (((signs >> i) & 1) == 0 ? 1 : -1) * a[(i * n) + j]))];
    }

    private static double Square(double[] x, double[] metric) => TensorPrimitives.Dot<double>(x, Times(metric, x, x.Length));

    private static double[] Unit(int n) => [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 1.0 : 0)];

    /// <summary>The mean of vvᵀ/‖v‖².</summary>
    private static double[] MeanProjector(int count, Func<int, double[]> row, int n)
    {
        double[] mean = new double[n * n];
        for (int k = 0; k < count; k++)
        {
            TensorPrimitives.MultiplyAdd(Projector(row(k), 1), 1.0 / count, mean, mean);
        }

        return mean;
    }

    /// <summary>The least eigenvalue of a definite matrix, by inverse iteration.</summary>
    private static double Least(double[] matrix, int n)
    {
        double[] v = [.. Enumerable.Range(0, n).Select(i => 1 + (0.3 * i))];
        for (int k = 0; k < 500; k++)
        {
            v = Solve(matrix, v);
            TensorPrimitives.Divide(v, TensorPrimitives.Norm<double>(v), v);
        }

        return Square(v, matrix);
    }

    private static double[] Projector(double[] b, int q)
    {
        (int n, double[] gram) = (b.Length / q, Gram(b, q));
        double[] z = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            double[] y = Solve(gram, [.. Enumerable.Range(0, q).Select(k => b[(k * n) + i])]);
            TransposeTimes(b, y).CopyTo(z, i * n);
        }

        return z;
    }

    private static (double[] A, double[] Solution, double[] B, int M, int N) Draw(int seed, int m, int n)
    {
        var random = new Random(seed);
        double[] a = Normal(random, m * n), solution = Normal(random, n);
        return (a, solution, Times(a, solution, m), m, n);
    }

    private static double[] Squares(double[] a, int rows) =>
        [.. Enumerable.Range(0, rows).Select(i => TensorPrimitives.SumOfSquares<double>(a.AsSpan(i * (a.Length / rows), a.Length / rows)))];

    private static double[] Cumulative(double[] weights)
    {
        (double sum, double total) = (0, weights.Sum());
        double[] cumulative = [.. weights.Select(w => (sum += w) / total)];
        cumulative[^1] = 1;
        return cumulative;
    }

    private static double[] Times(double[] a, double[] x, int rows) =>
        [.. Enumerable.Range(0, rows).Select(i => TensorPrimitives.Dot<double>(a.AsSpan(i * x.Length, x.Length), x))];

    private static double[] TransposeTimes(double[] a, double[] y)
    {
        int n = a.Length / y.Length;
        return [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, y.Length).Sum(i => a[(i * n) + j] * y[i]))];
    }

    /// <summary>A·Aᵀ.</summary>
    private static double[] Gram(double[] a, int rows)
    {
        int n = a.Length / rows;
        return [.. Enumerable.Range(0, rows).SelectMany(i => Times(a, a[(i * n)..((i + 1) * n)], rows))];
    }

    /// <summary>AᵀA.</summary>
    private static double[] TransposeGram(double[] a, int rows)
    {
        int n = a.Length / rows;
        return Gram([.. Enumerable.Range(0, a.Length).Select(k => a[((k % rows) * n) + (k / rows)])], n);
    }

    /// <summary>x with A·x = b, by elimination with the greatest pivots.</summary>
    private static double[] Solve(double[] matrix, double[] right)
    {
        int n = right.Length;
        (double[] a, double[] x) = ([.. matrix], [.. right]);
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[(i * n) + k]));
            for (int j = 0; j < n; j++)
            {
                (a[(k * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(k * n) + j]);
            }

            (x[k], x[pivot]) = (x[pivot], x[k]);
            for (int i = 0; i < n; i++)
            {
                double factor = i == k ? 0 : a[(i * n) + k] / a[(k * n) + k];
                TensorPrimitives.MultiplyAdd(a.AsSpan(k * n, n), -factor, a.AsSpan(i * n, n), a.AsSpan(i * n, n));
                x[i] -= factor * x[k];
            }
        }

        return [.. x.Select((e, i) => e / a[(i * n) + i])];
    }

    private static double[] Normal(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    private static void AssertNear(double[] expected, double[] actual)
    {
        double scale = 1 + TensorPrimitives.Norm<double>(expected);
        Assert.All(expected.Zip(actual), e => Assert.Equal(e.First, e.Second, Rounding * scale));
    }
}
