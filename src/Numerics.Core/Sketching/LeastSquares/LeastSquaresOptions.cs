namespace Numerics.LinearSolvers;

/// <summary>Which random matrix S shrinks the rows of a least-squares problem.</summary>
public enum Embedding
{
    /// <summary>Eight entries ±1/√8 in each column of S. Costs eight additions an element of A. Dense or sparse.</summary>
    SparseSign,

    /// <summary>Independent normal entries (LSRN). Costs 2d operations an element of A. Dense or sparse.</summary>
    Gaussian,

    /// <summary>Random signs, a Hadamard transform, and rows drawn without replacement (Blendenpik, SRHT). Costs 2·log₂ m operations an
    /// element and a copy of A with its rows filled up to a power of two. Dense.</summary>
    Hadamard,
}

/// <summary>How <see cref="Sketching"/> solves least squares.</summary>
public sealed record LeastSquaresOptions
{
    /// <summary>S.</summary>
    public Embedding Embedding { get; init; } = Embedding.SparseSign;

    /// <summary>γ: S has γ·(n + 1) rows, n the lesser of A's lengths. Conjugate gradients contract by about 1/√γ an iteration. Without a word
    /// 4, and up to 16 where A is so long that a greater sketch costs little beside a reading of A.</summary>
    public double? Oversampling { get; init; }

    /// <summary>It ends where ‖Aᵀ(Ax − b)‖ ≤ Tolerance·‖A‖·‖Ax − b‖, or at rounding.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>The most readings of A after the sketch.</summary>
    public int MaximumIterations { get; init; } = 200;

    /// <summary>The key of the random numbers: same key, same solution, for any number of threads.</summary>
    public ulong Key { get; init; } = 1;
}
