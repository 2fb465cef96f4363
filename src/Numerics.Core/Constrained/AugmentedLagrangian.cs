namespace Numerics.Minimization;

/// <summary>Newton's method on an exact augmented Lagrangian, for min f(x) with c(x) = 0.</summary>
/// <remarks>
/// M(x, λ) = L(x, λ) + η₁/2·‖c‖² + η₂/2·‖∇ₓL‖², with L = f + λᵀc, is lowered along z = (Δx; Δλ), an approximate solution of
/// [B Jᵀ; J 0]·z = −(∇ₓL; c). B is the Lagrangian's Hessian, repaired where its curvature in the null space of J is too small. The step
/// is accurate enough when ‖K‖·Ψ·‖r‖ ≤ θ·δ·‖b‖, with Ψ ≥ ‖K⁻¹‖; η₁, η₂ and δ change until it is a direction of sufficient descent, and are
/// carried on.
/// <para>Units: η₁ those of f/c², η₂ those of x²/f.</para>
/// <para>Deviates from the published code: ∇ₓM has the Lagrangian's Hessian, constraints and all; the inner solver also stops at the level
/// of rounding.</para>
/// <para>Hong, Na, Mahoney and Kolar, ICML 2023 (arXiv:2305.18379), algorithm 1.</para>
/// </remarks>
public sealed partial record AugmentedLagrangian
{
    private const double SparseShare = 0.25;
    private const int MostOfSparse = 40;
    private const int MostOfFull = 250;

    /// <summary>The KKT residual at which it stops.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most steps.</summary>
    public int MostIterations { get; init; } = 10_000;

    /// <summary>η₁ at the start.</summary>
    public double Eta1 { get; init; } = 1;

    /// <summary>η₂ at the start.</summary>
    public double Eta2 { get; init; } = 0.1;

    /// <summary>δ at the start.</summary>
    public double Accuracy { get; init; } = 0.1;

    /// <summary>The least δ.</summary>
    public double LeastAccuracy { get; init; } = 1e-6;

    /// <summary>β, the share of the slope that a step must gain; in (0, ½).</summary>
    public double Decrease { get; init; } = 0.1;

    /// <summary>ν, by which η₁ and η₂ change; above 1.</summary>
    public double Factor { get; init; } = 1.5;

    /// <summary>ξ_B, the curvature that a repaired Hessian has in the null space of J.</summary>
    public double Curvature { get; init; } = 0.1;

    /// <summary>The curvature below which the Hessian is repaired; the published code's, below <see cref="Curvature"/>, for which Ψ is
    /// stated.</summary>
    public double RepairBelow { get; init; } = 1e-6;

    /// <summary>Repairs below <see cref="Curvature"/>, so that Ψ bounds ‖K⁻¹‖ always.</summary>
    public bool IsSafe { get; init; }

    /// <summary>λ_min(JJᵀ) below which it stops; 0 for never.</summary>
    public double SingularBelow { get; init; } = 1e-2;

    /// <summary>θ of a step from its number, from 0, and the KKT residual; in (0, 1]. One that goes to 0 makes convergence superlinear.</summary>
    public Func<int, double, double> Forcing { get; init; } = (_, _) => 1;

    /// <summary>Takes ‖J·∇ₓL‖² for ‖∇ₓL‖² in the merit function.</summary>
    public bool IsJacobianWeighted { get; init; }

    /// <summary>The most halvings of a step.</summary>
    public int MostHalvings { get; init; } = 60;

    /// <summary>η₁ above which parameters stay as they are.</summary>
    public double MostEta1 { get; init; } = 1e8;

    /// <summary>η₂ below which parameters stay as they are.</summary>
    public double LeastEta2 { get; init; } = 1e-8;

    /// <summary>The objective's value below which a problem is taken for unbounded.</summary>
    public double LeastValue { get; init; } = -1e20;

    /// <summary>The multipliers to start with; null for zeros.</summary>
    public IReadOnlyList<double>? Multipliers { get; init; }

    /// <summary>What solves the KKT systems. Null for what is measured to be fastest: <see cref="ExactKktSolver"/> where matrices are
    /// dense, <see cref="ProjectedKktSolver"/> where problems are seen through products.</summary>
    public IKktSolver? Solver { get; init; }

    /// <summary>n + m up to which matrices are dense and their eigenvalues computed; above, problems are seen through products, unless
    /// the solver needs the matrix. Null for what is measured to be fastest: 250, of KKT matrices with less than a quarter of their
    /// entries 40.</summary>
    public int? MostDense { get; init; }

    /// <summary>The state to begin with.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="x">Where to start.</param>
    /// <exception cref="ArgumentException">x has another length than the problem, or the problem is not finite there.</exception>
    public AugmentedLagrangianState Start(IConstrainedProblem problem, ReadOnlySpan<double> x) => Start(Model(problem), x);

    /// <inheritdoc cref="Start(IConstrainedProblem, ReadOnlySpan{double})"/>
    public AugmentedLagrangianState Start(IProductProblem problem, ReadOnlySpan<double> x) => Start(Model(problem), x);

    /// <summary>One step from a state to the next, or why there is none.</summary>
    public AugmentedLagrangianStep Step(IConstrainedProblem problem, AugmentedLagrangianState state) => Step(Model(problem), state);

    /// <inheritdoc cref="Step(IConstrainedProblem, AugmentedLagrangianState)"/>
    public AugmentedLagrangianStep Step(IProductProblem problem, AugmentedLagrangianState state) => Step(Model(problem), state);

    /// <summary>Steps until the KKT residual is at most the tolerance.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="x">Where to start.</param>
    /// <exception cref="ArgumentException">x has another length than the problem, or the problem is not finite there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    public ConstrainedOutcome Minimize(IConstrainedProblem problem, ReadOnlySpan<double> x) => Minimize(Model(problem), x);

    /// <inheritdoc cref="Minimize(IConstrainedProblem, ReadOnlySpan{double})"/>
    public ConstrainedOutcome Minimize(IProductProblem problem, ReadOnlySpan<double> x) => Minimize(Model(problem), x);

    private ProblemModel Model(IConstrainedProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        int size = problem.VariableCount + problem.ConstraintCount;
        double entries = 2.0 * (problem.HessianPattern.EntryCount + problem.JacobianPattern.EntryCount);
        int most = MostDense ?? (entries < SparseShare * size * size ? MostOfSparse : MostOfFull);
        return size <= most || Solver is { NeedsMatrix: true } ? new DenseModel(problem) : new LargeModel(ProductProblem.Of(problem));
    }

    private LargeModel Model(IProductProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Solver is { NeedsMatrix: true }
            ? throw new NotSupportedException(
                $"{Solver.GetType().Name} needs the matrix, and the problem has products alone: name ProjectedKktSolver or MinresKktSolver.")
            : new LargeModel(problem);
    }
}
