using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The optimistic online Newton step, for exp-concave losses: mirror descent with the quadratic
/// ψₜ = ½‖x‖² in the norm of Hₜ = (1 + βG²/2)·I + (β/2)·Σ_{s&lt;t} gₛgₛᵀ.</summary>
/// <remarks>
/// With A = H⁻¹: x̂' = Π(x̂ − A·g);  A' = A − (β/2)·(Ag)(Ag)ᵀ/(1 + (β/2)·gᵀAg) (Sherman and Morrison);  x' = Π'(x̂' −
/// A'·M'). Π is the projection on the ball ‖x‖ ≤ R in the norm of H: where ‖y‖ &gt; R, the x with (I + μA)·x = y and
/// ‖x‖ = R. 1/‖x(μ)‖ is concave in μ (a power mean of linear functions), so that Newton's method for 1/‖x‖ = 1/R from μ
/// = 0 rises to the root and never passes it. The systems are solved by conjugate gradients; I + μA is well
/// conditioned, since A ≤ I.
/// <para>Regret: with β = ½·min(1/(4GD), α), Σ[⟨g, x − u⟩ − (β/2)⟨g, x − u⟩²] ≤ ½D²(1 + βG²/2) + (16n/β)·ln(1 +
/// βV̄/(8n)).</para>
/// <para>Other sets: <see cref="OnlineNewtonBox"/>, <see cref="OnlineNewtonSimplex"/>, and
/// <see cref="StepWithin"/> for one of the user's own.</para>
/// <para>Shapes: lines of n, A n×n. Units: x and R those of a point, g and M those of a gradient.</para>
/// <para>Special values: ‖x‖ ≤ R within the roundings of the element type.</para>
/// <para>Deviates: none; A is best kept in double.</para>
/// <para>Hazan, Agarwal, Kale, Machine Learning 69, 2007; Chen, Zhang, Tu, Zhao, Zhang, JMLR 25(178), 2024.</para>
/// </remarks>
public static partial class OnlineNewton
{
    /// <summary>The most steps of conjugate gradients: of n coordinates n would do in exact arithmetic.</summary>
    private const int SolverSteps = 100;

    /// <summary>The most steps of Newton's method, which doubles its digits.</summary>
    private const int ProjectionSteps = 30;

    /// <summary>The residual's square, relative to the right side's, at which a system is solved.</summary>
    private const double Solved = 1e-30;

    /// <summary>The most steps of projected gradient.</summary>
    private const int NearestSteps = 20_000;

    /// <summary>The square of a step, relative to those of its ends, that is none.</summary>
    private const double Settled = 1e-28;

    /// <summary>One round.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="inverse">A; I/(1 + βG²/2) at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖² of all rounds before; zero at the start.</param>
    /// <param name="radius">R.</param>
    /// <param name="beta">β.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    [UpdateRule]
    public static (Row x, Row secondary, Row hint, Mat inverse, Scalar variation) Step(
        Row secondary, Row hint, Mat inverse, Row observed, Scalar variation,
        [Above(0)] double radius, [Above(0)] double beta, Optimism optimism, [AtLeast(1)] int round)
    {
        Row hint1 = Hint(hint, observed, optimism, round);
        Row direction = Transpose(Dot(inverse, observed));
        Row secondary1 = Project(secondary - direction, inverse, radius);
        Scalar share = beta / 2 / (1 + beta / 2 * Dot(observed, direction));
        Mat inverse1 = inverse - share * Outer(Transpose(direction), direction);
        Row x = Project(secondary1 - Transpose(Dot(inverse1, hint1)), inverse1, radius);
        return (x, secondary1, hint1, inverse1, variation + Square(Norm(observed - hint)));
    }

    /// <summary>One round on any set, with H itself in place of its inverse.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be.</param>
    /// <param name="metric">H; (1 + βG²/2)·I at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄ before this round.</param>
    /// <param name="ridge">1 + βG²/2: no eigenvalue of H is less.</param>
    /// <param name="beta">β.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="projection">The Euclidean projection on the set.</param>
    [BuildingBlock]
    public static (Row x, Row secondary, Row hint, Mat metric, Scalar variation) StepWithin(
        Row secondary, Row hint, Mat metric, Row observed, Scalar variation, double ridge, double beta, Optimism optimism,
        int round, Func<Row, Row> projection)
    {
        Row hint1 = Hint(hint, observed, optimism, round);
        Row secondary1 = Nearest(secondary, observed, metric, ridge, projection);
        Mat metric1 = metric + beta / 2 * Outer(Transpose(observed), observed);
        Row x = Nearest(secondary1, hint1, metric1, ridge, projection);
        return (x, secondary1, hint1, metric1, variation + Square(Norm(observed - hint)));
    }

    /// <summary>The minimiser of ⟨v, x⟩ + ½(x − x̂)ᵀH(x − x̂) over a set, by Nesterov's accelerated projected gradient.</summary>
    /// <remarks>With λ ≤ H ≤ Λ, steps 1/Λ and momentum (1 − q)/(1 + q), q = √(λ/Λ), the error falls by 1 − q a round. Λ is the
    /// greatest sum of absolute values of a row (Gershgorin). It ends where a step moves by less than 1e-14 of the points'
    /// norms, or after 20,000 rounds (Nesterov, Introductory Lectures on Convex Optimization, 2004, scheme 2.2.9).</remarks>
    /// <param name="from">x̂.</param>
    /// <param name="v">v.</param>
    /// <param name="metric">H, symmetric.</param>
    /// <param name="ridge">λ.</param>
    /// <param name="projection">The Euclidean projection on the set.</param>
    [BuildingBlock]
    public static Row Nearest(Row from, Row v, Mat metric, double ridge, Func<Row, Row> projection)
    {
        Scalar greatest = Max(SumRows(Abs(metric)));
        Scalar q = Sqrt(ridge / greatest);
        Scalar momentum = (1 - q) / (1 + q);
        ((Row x, _, _), _) = FixedPoint(
            (from, from, (Scalar)1),
            s =>
            {
                Row slope = v + Transpose(Dot(metric, s.Item2 - from));
                Row next = projection(s.Item2 - slope / greatest);
                Scalar moved = Dot(next - s.Item2, next - s.Item2);
                return (next, next + momentum * (next - s.Item1),
                    moved - Settled * (Dot(next, next) + Dot(s.Item2, s.Item2)));
            },
            (_, after) => !(after.Item3 > 0),
            NearestSteps);
        return x;
    }

    /// <inheritdoc cref="OptimisticMirrorDescent.Hint"/>
    [BuildingBlock]
    public static Row Hint(Row hint, Row observed, Optimism optimism, int round) => optimism switch
    {
        Optimism.LastGradient => observed,
        Optimism.RunningMean => hint + (observed - hint) / round,
        _ => 0 * hint,
    };

    /// <summary>The projection of y on the ball in the norm of A⁻¹.</summary>
    /// <param name="y">The point.</param>
    /// <param name="inverse">A, symmetric, 0 &lt; A ≤ I.</param>
    /// <param name="radius">R.</param>
    [BuildingBlock]
    public static Row Project(Row y, Mat inverse, double radius)
    {
        (Scalar mu, _) = FixedPoint((Scalar)0, m => NextMultiplier(m, y, inverse, radius), ProjectionSteps);
        Row x = Solve(y, inverse, mu);
        return Min(1, radius / Norm(x)) * x;
    }

    /// <summary>μ + (‖x‖²/(xᵀ(I + μA)⁻¹Ax))·(‖x‖ − R)/R: Newton's step for 1/‖x(μ)‖ = 1/R, of which d‖x‖²/dμ = −2·xᵀ(I
    /// + μA)⁻¹Ax. It stays where ‖x‖ ≤ R: at 0 from the start, elsewhere at the root.</summary>
    private static Scalar NextMultiplier(Scalar mu, Row y, Mat inverse, double radius)
    {
        Row x = Solve(y, inverse, mu);
        Scalar slope = Dot(x, Solve(Transpose(Dot(inverse, x)), inverse, mu));
        Scalar norm = Norm(x);
        return Select(norm <= radius, mu, mu + Square(norm) / slope * (norm / radius - 1));
    }

    /// <summary>x with (I + μA)·x = y, by conjugate gradients from y.</summary>
    private static Row Solve(Row y, Mat inverse, Scalar mu)
    {
        Row residual = -mu * Transpose(Dot(inverse, y));
        Scalar enough = Solved * Dot(y, y);
        ((Row x, _, _), _) = FixedPoint(
            (y, residual, residual),
            s =>
            {
                Row image = s.Item3 + mu * Transpose(Dot(inverse, s.Item3));
                Scalar size = Dot(s.Item2, s.Item2);
                Scalar step = Select(size > enough, size / Dot(s.Item3, image), 0);
                Row rest = s.Item2 - step * image;
                return (s.Item1 + step * s.Item3, rest,
                    rest + Select(size > enough, Dot(rest, rest) / size, 0) * s.Item3);
            },
            (_, after) => !(Dot(after.Item2, after.Item2) > enough),
            SolverSteps);
        return x;
    }
}
