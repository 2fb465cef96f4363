using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

public static partial class Sketching
{
    /// <summary>The cost of a greater sketch's factors beside that of reading A: rows of A for each row more of S.</summary>
    private const double RowsForOversampling = 64;
    private const double LeastOversampling = 4;
    private const double MostOversampling = 16;

    /// <summary>Minimises ‖A·x − b‖ by sketch and precondition: S·A, of few rows, is factored, which gives coordinates in which A is
    /// well conditioned however ill it was; conjugate gradients do the rest, in as many iterations for each A.</summary>
    /// <remarks>
    /// Where many x minimise it, also of wide or rank-deficient A, it is the least of them in norm. Each iteration reads A once.
    /// A wide or strided dense A is copied.
    /// <para>Deviates: conjugate gradients with residuals computed afresh at each fifth digit, in place of LSQR, which reads A twice an
    /// iteration; a pivoted QR in place of LSRN's singular values.</para>
    /// <para>Avron, Maymounkov and Toledo, SIAM J. Sci. Comput. 32, 2010 (Blendenpik); Meng, Saunders and Mahoney, SIAM J. Sci. Comput.
    /// 36, 2014 (LSRN); refinement: Epperly, Meier and Nakatsukasa, arXiv:2406.03468, 2024.</para>
    /// </remarks>
    /// <param name="matrix">A, m×n.</param>
    /// <param name="b">b, m numbers.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, an element is not finite, all of A is zero, or the embedding is not for
    /// sparse matrices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static LeastSquaresOutcome LeastSquares(
        ReadOnlyTensorSpan<double> matrix, ReadOnlySpan<double> b, LeastSquaresOptions? options = null) =>
        LeastSquares(new TallMatrix(matrix), b, options ?? new());

    /// <inheritdoc cref="LeastSquares(ReadOnlyTensorSpan{double}, ReadOnlySpan{double}, LeastSquaresOptions)"/>
    public static LeastSquaresOutcome LeastSquares(
        CsrMatrix<double> matrix, ReadOnlySpan<double> b, LeastSquaresOptions? options = null) =>
        LeastSquares(new TallMatrix(matrix), b, options ?? new());

    private static LeastSquaresOutcome LeastSquares(TallMatrix matrix, ReadOnlySpan<double> b, LeastSquaresOptions options)
    {
        Runtime.Check.Range(options.Tolerance, nameof(LeastSquaresOptions.Tolerance), 0, true, 1, true);
        ArgumentOutOfRangeException.ThrowIfLessThan(
            options.MaximumIterations, 1, nameof(LeastSquaresOptions.MaximumIterations));
        double oversampling = options.Oversampling
            ?? Math.Clamp(matrix.Rows / (RowsForOversampling * matrix.Columns), LeastOversampling, MostOversampling);
        Runtime.Check.Range(oversampling, nameof(LeastSquaresOptions.Oversampling), 1, true, double.MaxValue, true);
        if (matrix.Sparse is not null && options.Embedding == Embedding.Hadamard)
        {
            throw new ArgumentException("Of sparse matrices there are sparse-sign and Gaussian embeddings.", nameof(options));
        }

        CheckRight(b, matrix.IsTurned ? matrix.Columns : matrix.Rows);
        double rows = Math.Max(Embeddings.Least, Math.Ceiling(oversampling * (matrix.Columns + 1)));
        double[][] sketched = Embeddings.Of(matrix, (int)rows, options.Embedding, options.Key);
        if (!sketched.All(c => double.IsFinite(TensorPrimitives.Sum<double>(c))) && matrix.NonFinite() is { } at)
        {
            throw new ArgumentException($"“matrix” has an element that is not finite, {at}.", nameof(matrix));
        }

        double[] right = [.. b];
        var preconditioner = new SketchPreconditioner(
            sketched, matrix.IsTurned ? new double[(int)rows] : Embeddings.Of(right, (int)rows, options.Embedding, options.Key));
        return preconditioner.Rank == 0
            ? throw new ArgumentException("“matrix” has zeros alone.", nameof(matrix))
            : LeastSquaresRun.Solve(matrix, right, preconditioner, options);
    }
}
