using System.Runtime.InteropServices;

namespace Numerics.Rules;

/// <summary>The set that a learner plays in, and the distance by which its steps are measured.</summary>
/// <remarks>A geometry of your own is a rule, written with <see cref="OptimisticMirrorDescent.Step"/>, and a class
/// derived from this, or from <see cref="EuclideanGeometry"/>, that calls its kernels. Bounds on its regret are NaN until it says
/// what they are made of: <see cref="Divergence"/>, <see cref="IsEuclidean"/>, <see cref="Diameter"/>.</remarks>
public abstract class Geometry
{
    /// <summary>A geometry of so many coordinates.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    protected Geometry(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
    }

    /// <summary>n: the number of coordinates.</summary>
    public int Length { get; }

    /// <summary>Whether gradients are measured by their greatest element, not by their Euclidean norm.</summary>
    public virtual bool IsEntropy => false;

    /// <summary>Whether the distance is Euclidean: what theorems of Euclidean steps ask for.</summary>
    public virtual bool IsEuclidean => false;

    /// <summary>The greatest Euclidean distance of two points of the set; infinite where there is none, or where it is not said.</summary>
    public virtual double Diameter => double.PositiveInfinity;

    /// <summary>The whole space, Euclidean.</summary>
    /// <param name="length">n, at least 1.</param>
    public static Geometry Whole(int length) => new WholeGeometry(length);

    /// <summary>The points without negative coordinates, Euclidean.</summary>
    /// <inheritdoc cref="Whole"/>
    public static Geometry Orthant(int length) => new OrthantGeometry(length);

    /// <summary>The points with all coordinates in [lower, upper], Euclidean.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <param name="lower">The least coordinate.</param>
    /// <param name="upper">The greatest coordinate, above the least.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Geometry Box(int length, float lower, float upper) => new BoxGeometry(length, lower, upper);

    /// <summary>The points with ‖x‖ ≤ radius, Euclidean.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <param name="radius">R, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Geometry Ball(int length, double radius) => new BallGeometry(length, radius);

    /// <summary>The probability distributions on n outcomes, Euclidean.</summary>
    /// <inheritdoc cref="Whole"/>
    public static Geometry Simplex(int length) => new SimplexGeometry(length);

    /// <summary>The probability distributions on n outcomes, with the entropy: multiplicative weights.</summary>
    /// <inheritdoc cref="Whole"/>
    public static Geometry Entropy(int length) => new EntropyGeometry(length);

    /// <summary>The whole space with the quadratic ψ = ½·xᵀA⁻¹x: descent preconditioned by A. It has no form that
    /// follows the leader.</summary>
    /// <param name="inverse">A, n×n, symmetric and positive definite; copied.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static Geometry Quadratic(float[,] inverse)
    {
        ArgumentNullException.ThrowIfNull(inverse);
        return new QuadraticGeometry(inverse);
    }

    /// <summary>Geometries side by side, with one step size: a point is a point of each, one after the other.</summary>
    /// <remarks>Squared norms and divergences add up. Of Euclidean geometries beside entropies only the bound of constant
    /// steps is known.</remarks>
    /// <param name="blocks">The geometries.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="ArgumentNullException">One is null.</exception>
    public static Geometry Product(params ReadOnlySpan<Geometry> blocks) => new ProductGeometry(blocks.ToArray());

    /// <summary>Whether a point belongs to the set, within the roundings of float.</summary>
    /// <param name="point">The point.</param>
    public abstract bool Contains(ReadOnlySpan<float> point);

    /// <summary>Whether a learner may start at a point of the set: with the entropy, one without zeros.</summary>
    /// <param name="point">A point of the set.</param>
    public virtual bool CanStart(ReadOnlySpan<float> point) => true;

    /// <summary>The set's centre: where a learner starts if nothing else is said.</summary>
    /// <param name="point">Where it goes.</param>
    public virtual void Centre(Span<float> point) => point.Clear();

    /// <summary>D(u, x): the Bregman divergence; NaN where the geometry does not say.</summary>
    /// <param name="u">A point of the set.</param>
    /// <param name="x">A point of the set; of the entropy's, one without zeros.</param>
    public virtual double Divergence(ReadOnlySpan<float> u, ReadOnlySpan<float> x) => double.NaN;

    /// <summary>The state x̂ for a start.</summary>
    /// <param name="start">A point of the set.</param>
    /// <param name="rate">The first round's step.</param>
    /// <param name="secondary">Where it goes.</param>
    public virtual void Begin(ReadOnlySpan<float> start, double rate, Span<float> secondary) => start.CopyTo(secondary);

    /// <summary>The same for <see cref="Lead"/>: the sum of no gradients.</summary>
    /// <inheritdoc cref="Begin"/>
    public virtual void BeginLeading(ReadOnlySpan<float> start, double rate, Span<float> secondary) => secondary.Clear();

    /// <summary>Observes a gradient and finds the next point.</summary>
    /// <param name="state">The learner's arrays.</param>
    /// <param name="observed">g, finite.</param>
    /// <param name="variation">V̄.</param>
    /// <param name="round">The numbers of the round.</param>
    public abstract void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round);

    /// <summary>The same by follow-the-regularized-leader, with Σ g in place of x̂.</summary>
    /// <param name="state">The learner's arrays.</param>
    /// <param name="start">x₁.</param>
    /// <param name="observed">g, finite.</param>
    /// <param name="variation">V̄.</param>
    /// <param name="round">The numbers of the round.</param>
    /// <exception cref="NotSupportedException">The geometry has no such rule.</exception>
    public virtual void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round) =>
        throw HasNoLeader();

    /// <summary>The point to play, of x̂ and a hint.</summary>
    /// <param name="state">The learner's arrays; x is written.</param>
    /// <param name="rate">η.</param>
    public abstract void Play(in MirrorState state, double rate);

    /// <summary>The same by follow-the-regularized-leader, with Σ g in place of x̂.</summary>
    /// <param name="state">The learner's arrays; x is written.</param>
    /// <param name="start">x₁.</param>
    /// <param name="rate">η.</param>
    /// <exception cref="NotSupportedException">The geometry has no such rule.</exception>
    public virtual void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate) =>
        throw HasNoLeader();

    /// <summary>What a gradient adds to V̄.</summary>
    /// <param name="hint">M.</param>
    /// <param name="observed">g.</param>
    public virtual double Deviation(ReadOnlySpan<float> hint, ReadOnlySpan<float> observed) => IsEntropy
        ? OptimisticMirrorDescent.GreatestDeviation(hint, observed)
        : OptimisticMirrorDescent.Deviation(hint, observed);

    private NotSupportedException HasNoLeader() =>
        new($"{GetType().Name} has no rule of follow-the-regularized-leader.");
}

/// <summary>The arrays of a learner.</summary>
/// <param name="x">The point to play.</param>
/// <param name="secondary">x̂, or the entropy's L.</param>
/// <param name="hint">M.</param>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct MirrorState(Span<float> x, Span<float> secondary, Span<float> hint)
{
    /// <summary>The point to play.</summary>
    public Span<float> X { get; } = x;

    /// <summary>x̂, or the entropy's L.</summary>
    public Span<float> Secondary { get; } = secondary;

    /// <summary>M.</summary>
    public Span<float> Hint { get; } = hint;

    /// <summary>The part of some coordinates.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public MirrorState Slice(int start, int length) =>
        new(X.Slice(start, length), Secondary.Slice(start, length), Hint.Slice(start, length));
}

/// <summary>The numbers of a round: see the parameters of
/// <see cref="OptimisticBox.Step(Vec, Vec, Vec, Scalar, double, double, Optimism, int, double, double, double, double)"/>.</summary>
/// <param name="Optimism">What the next gradient is expected to be.</param>
/// <param name="Number">t, from 1.</param>
/// <param name="Scale">This round's scale.</param>
/// <param name="NextScale">The next round's scale.</param>
/// <param name="Offset">Above 0.</param>
/// <param name="Growth">How much V̄ counts.</param>
public readonly record struct MirrorRound(
    Optimism Optimism, int Number, double Scale, double NextScale, double Offset, double Growth);
