using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>AdamW as an expert writes it for one machine: 16 lanes, four times unrolled, constants folded in double.</summary>
/// <remarks>
/// m' = β₁m + (1−β₁)g;  v' = β₂v + (1−β₂)g²;  x' = (1−ηλ)x − (η√c₂/c₁)·m' / (√v' + ε√c₂),  cᵢ = 1 − βᵢᵗ.
/// The last is x' = (1−ηλ)x − η(m'/c₁)/(√(v'/c₂) + ε) with numerator and denominator times √c₂.
/// </remarks>
internal static unsafe class HandWrittenAdamW
{
    /// <summary>The step's constants, rounded once.</summary>
    internal readonly struct Constants
    {
        internal readonly float Decay, NegativeStep, Epsilon, Beta1, Rest1, Beta2, Rest2;

        internal Constants(int t)
            : this(t, LearningRate, Hyperparameters.Beta1, Hyperparameters.Beta2, Hyperparameters.Epsilon, WeightDecay)
        {
        }

        internal Constants(int t, double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        {
            double root = Math.Sqrt(1 - Math.Pow(beta2, t));
            Decay = (float)(1 - learningRate * weightDecay);
            NegativeStep = (float)(-learningRate * root / (1 - Math.Pow(beta1, t)));
            Epsilon = (float)(epsilon * root);
            Beta1 = (float)beta1;
            Rest1 = (float)(1 - beta1);
            Beta2 = (float)beta2;
            Rest2 = (float)(1 - beta2);
        }
    }

    /// <summary>The step on [start, end) of a problem.</summary>
    internal static void Range<S>(Problem problem, nint start, nint end, in Constants constants)
        where S : struct, IStores
    {
        var lane = new Lane(problem.X, problem.M, problem.V, problem.G, constants);
        nint i = Bounds.Aligned(problem.X, start, end);
        Rest(problem.X, problem.M, problem.V, problem.G, start, i, constants);
        for (; i <= end - 4 * Bounds.Lanes; i += 4 * Bounds.Lanes)
        {
            lane.Step<S>(i);
            lane.Step<S>(i + Bounds.Lanes);
            lane.Step<S>(i + 2 * Bounds.Lanes);
            lane.Step<S>(i + 3 * Bounds.Lanes);
        }

        Bounds.Fence();
        Rest(problem.X, problem.M, problem.V, problem.G, i, end, constants);
    }

    /// <summary>The whole step on the calling thread, for arrays that fit a cache: a function as one would call it, which does
    /// not know its hyperparameters before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Small(
        Span<float> x, Span<float> m, Span<float> v, ReadOnlySpan<float> g, int t,
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    {
        if (m.Length != x.Length || v.Length != x.Length || g.Length != x.Length)
        {
            throw new ArgumentException($"Lengths differ: x {x.Length}, m {m.Length}, v {v.Length}, g {g.Length}.");
        }

        var constants = new Constants(t, learningRate, beta1, beta2, epsilon, weightDecay);
        fixed (float* px = x, pm = m, pv = v, pg = g)
        {
            var lane = new Lane(px, pm, pv, pg, constants);
            nint i = 0;
            for (; i <= x.Length - Bounds.Lanes; i += Bounds.Lanes)
            {
                lane.Step<Ordinary>(i);
            }

            Rest(px, pm, pv, pg, i, x.Length, constants);
        }
    }

    private static void Rest(float* x, float* m, float* v, float* g, nint start, nint end, in Constants c)
    {
        for (nint i = start; i < end; i++)
        {
            m[i] = MathF.FusedMultiplyAdd(c.Beta1, m[i], c.Rest1 * g[i]);
            v[i] = MathF.FusedMultiplyAdd(c.Beta2, v[i], c.Rest2 * g[i] * g[i]);
            x[i] = MathF.FusedMultiplyAdd(c.NegativeStep, m[i] / (MathF.Sqrt(v[i]) + c.Epsilon), c.Decay * x[i]);
        }
    }

    private readonly struct Lane(float* x, float* m, float* v, float* g, in Constants constants)
    {
        private readonly float* _x = x, _m = m, _v = v, _g = g;
        private readonly Vector512<float> _decay = Vector512.Create(constants.Decay);
        private readonly Vector512<float> _negativeStep = Vector512.Create(constants.NegativeStep);
        private readonly Vector512<float> _epsilon = Vector512.Create(constants.Epsilon);
        private readonly Vector512<float> _beta1 = Vector512.Create(constants.Beta1);
        private readonly Vector512<float> _rest1 = Vector512.Create(constants.Rest1);
        private readonly Vector512<float> _beta2 = Vector512.Create(constants.Beta2);
        private readonly Vector512<float> _rest2 = Vector512.Create(constants.Rest2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Step<S>(nint i)
            where S : struct, IStores
        {
            S.Prefetch(_x + i);
            S.Prefetch(_m + i);
            S.Prefetch(_v + i);
            S.Prefetch(_g + i);
            Vector512<float> g = Vector512.Load(_g + i);
            Vector512<float> m = Vector512.FusedMultiplyAdd(_beta1, Vector512.Load(_m + i), _rest1 * g);
            Vector512<float> v = Vector512.FusedMultiplyAdd(_beta2, Vector512.Load(_v + i), _rest2 * g * g);
            Vector512<float> direction = m / (Vector512.Sqrt(v) + _epsilon);
            Vector512<float> x = Vector512.FusedMultiplyAdd(_negativeStep, direction, _decay * Vector512.Load(_x + i));
            S.Store(m, _m + i);
            S.Store(v, _v + i);
            S.Store(x, _x + i);
        }
    }
}
