using System.Collections.Immutable;
using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Minimization;

/// <summary>Limited-memory BFGS with a strong-Wolfe line search.</summary>
/// <remarks>The direction is −H·∇f, where H is what the last pairs of steps s and gradient changes y make of sᵀy/yᵀy times the identity. The
/// curvature condition makes sᵀy positive, so each direction descends.
/// <para>Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and 7.5.</para></remarks>
/// <param name="Memory">The number of pairs that are kept.</param>
/// <param name="Tolerance">The norm of the gradient at which it stops.</param>
/// <param name="MostIterations">The most steps.</param>
public sealed record Lbfgs(int Memory = 10, double Tolerance = 1e-6, int MostIterations = 1000)
{
    /// <summary>The line search.</summary>
    public WolfeSearch Search { get; init; } = new();

    /// <summary>A point and the pairs that led to it, the last one at the end.</summary>
    public sealed record State(Point Point, ImmutableArray<Pair> Pairs);

    /// <summary>A step s and how the gradient changed along it.</summary>
    public sealed record Pair(ImmutableArray<double> S, ImmutableArray<double> Y);

    /// <summary>The state to begin with.</summary>
    public static State Start(ValueGradient function, ReadOnlySpan<double> x) => new(Point.At(function, x), []);

    /// <summary>One step; null where the line search finds no length.</summary>
    public State? Step(ValueGradient function, State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] direction = Direction(state);
        double first = state.Pairs.IsEmpty ? Math.Min(1, 1 / state.Point.GradientNorm) : 1;
        if (Search.Find(function, state.Point, direction, first) is not { } next)
        {
            return null;
        }

        double[] s = new double[direction.Length];
        double[] y = new double[direction.Length];
        TensorPrimitives.Subtract(next.X.AsSpan(), state.Point.X.AsSpan(), s);
        TensorPrimitives.Subtract(next.Gradient.AsSpan(), state.Point.Gradient.AsSpan(), y);
        bool isCurved = TensorPrimitives.Dot<double>(s, y) > 0;
        ImmutableArray<Pair> pairs = isCurved ? state.Pairs.Add(new Pair([.. s], [.. y])) : state.Pairs;
        return new State(next, pairs.Length > Memory ? pairs.RemoveAt(0) : pairs);
    }

    /// <summary>Steps until the gradient is small.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where to start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN, or no pair is kept.</exception>
    public Outcome Minimize(ValueGradient function, ReadOnlySpan<double> x)
    {
        Check.Range(Tolerance, nameof(Tolerance), 0, false, double.PositiveInfinity, false);
        Check.Range(Memory, nameof(Memory), 1, false, int.MaxValue, false);
        State state = Start(function, x);
        for (int k = 0; ; k++)
        {
            if (!state.Point.IsFinite)
            {
                return new Outcome.Diverged(state.Point, k);
            }

            if (state.Point.GradientNorm <= Tolerance)
            {
                return new Outcome.Converged(state.Point, k);
            }

            if (k >= MostIterations)
            {
                return new Outcome.OutOfIterations(state.Point, k);
            }

            if (Step(function, state) is not { } next)
            {
                return new Outcome.Stalled(state.Point, k);
            }

            state = next;
        }
    }

    /// <summary>−H·∇f by the two loops over the pairs.</summary>
    private static double[] Direction(State state)
    {
        double[] d = new double[state.Point.X.Length];
        TensorPrimitives.Negate(state.Point.Gradient.AsSpan(), d);
        double[] alphas = new double[state.Pairs.Length];
        for (int k = alphas.Length - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> s = state.Pairs[k].S.AsSpan();
            ReadOnlySpan<double> y = state.Pairs[k].Y.AsSpan();
            alphas[k] = TensorPrimitives.Dot(s, d) / TensorPrimitives.Dot(s, y);
            TensorPrimitives.MultiplyAdd(y, -alphas[k], d, d);
        }

        if (!state.Pairs.IsEmpty)
        {
            Pair last = state.Pairs[^1];
            double curvature = TensorPrimitives.Dot(last.S.AsSpan(), last.Y.AsSpan()) / TensorPrimitives.SumOfSquares(last.Y.AsSpan());
            TensorPrimitives.Multiply(d, curvature, d);
        }

        for (int k = 0; k < alphas.Length; k++)
        {
            ReadOnlySpan<double> s = state.Pairs[k].S.AsSpan();
            ReadOnlySpan<double> y = state.Pairs[k].Y.AsSpan();
            double beta = TensorPrimitives.Dot(y, d) / TensorPrimitives.Dot(s, y);
            TensorPrimitives.MultiplyAdd(s, alphas[k] - beta, d, d);
        }

        return d;
    }
}
