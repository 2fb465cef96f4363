using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>Lion as an expert writes it for one machine: 16 lanes, four times unrolled, sign by its bit.</summary>
/// <remarks>c = β₁m + (1−β₁)g;  x' = (1−ηλ)x − η·sign(c);  m' = β₂m + (1−β₂)g.</remarks>
internal static unsafe class HandWrittenLion
{
    /// <summary>The step's constants, rounded once.</summary>
    internal readonly struct Constants(double learningRate, double beta1, double beta2, double weightDecay)
    {
        internal readonly float Decay = (float)(1 - learningRate * weightDecay);
        internal readonly float Rate = (float)learningRate;
        internal readonly float Beta1 = (float)beta1;
        internal readonly float Rest1 = (float)(1 - beta1);
        internal readonly float Beta2 = (float)beta2;
        internal readonly float Rest2 = (float)(1 - beta2);
    }

    /// <summary>The step on [start, end) of a problem.</summary>
    internal static void Range<S>(Problem problem, nint start, nint end)
        where S : struct, IStores
    {
        var constants = new Constants(LionLearningRate, Beta1, LionBeta2, WeightDecay);
        var lane = new Lane(problem.X, problem.M, problem.G, constants);
        nint i = Bounds.Aligned(problem.X, start, end);
        Rest(problem.X, problem.M, problem.G, start, i, constants);
        for (; i <= end - 4 * Bounds.Lanes; i += 4 * Bounds.Lanes)
        {
            lane.Step<S>(i);
            lane.Step<S>(i + Bounds.Lanes);
            lane.Step<S>(i + 2 * Bounds.Lanes);
            lane.Step<S>(i + 3 * Bounds.Lanes);
        }

        Bounds.Fence();
        Rest(problem.X, problem.M, problem.G, i, end, constants);
    }

    /// <summary>The whole step on the calling thread, for arrays that fit a cache: a function as one would call it, which does
    /// not know its hyperparameters before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Small(
        Span<float> x, Span<float> m, ReadOnlySpan<float> g,
        double learningRate, double beta1, double beta2, double weightDecay)
    {
        if (m.Length != x.Length || g.Length != x.Length)
        {
            throw new ArgumentException($"Lengths differ: x {x.Length}, m {m.Length}, g {g.Length}.");
        }

        var constants = new Constants(learningRate, beta1, beta2, weightDecay);
        fixed (float* px = x, pm = m, pg = g)
        {
            var lane = new Lane(px, pm, pg, constants);
            nint i = 0;
            for (; i <= x.Length - Bounds.Lanes; i += Bounds.Lanes)
            {
                lane.Step<Ordinary>(i);
            }

            Rest(px, pm, pg, i, x.Length, constants);
        }
    }

    private static void Rest(float* x, float* m, float* g, nint start, nint end, in Constants k)
    {
        for (nint i = start; i < end; i++)
        {
            float c = MathF.FusedMultiplyAdd(k.Beta1, m[i], k.Rest1 * g[i]);
            m[i] = MathF.FusedMultiplyAdd(k.Beta2, m[i], k.Rest2 * g[i]);
            float step = c == 0 || float.IsNaN(c) ? c : MathF.CopySign(k.Rate, c);
            x[i] = k.Decay * x[i] - step;
        }
    }

    private readonly struct Lane(float* x, float* m, float* g, in Constants constants)
    {
        private readonly float* _x = x, _m = m, _g = g;
        private readonly Vector512<float> _decay = Vector512.Create(constants.Decay);
        private readonly Vector512<float> _rate = Vector512.Create(constants.Rate);
        private readonly Vector512<float> _beta1 = Vector512.Create(constants.Beta1);
        private readonly Vector512<float> _rest1 = Vector512.Create(constants.Rest1);
        private readonly Vector512<float> _beta2 = Vector512.Create(constants.Beta2);
        private readonly Vector512<float> _rest2 = Vector512.Create(constants.Rest2);
        private readonly Vector512<float> _signBit = Vector512.Create(-0f);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Step<S>(nint i)
            where S : struct, IStores
        {
            S.Prefetch(_x + i);
            S.Prefetch(_m + i);
            S.Prefetch(_g + i);
            Vector512<float> g = Vector512.Load(_g + i);
            Vector512<float> m = Vector512.Load(_m + i);
            Vector512<float> c = Vector512.FusedMultiplyAdd(_beta1, m, _rest1 * g);
            Vector512<float> m1 = Vector512.FusedMultiplyAdd(_beta2, m, _rest2 * g);

            // −η·sign(c) is η with c's sign bit turned; zeros and NaN, whose magnitude is not above zero, stay as they are.
            Vector512<float> signed = Vector512.GreaterThan(Vector512.Abs(c), Vector512<float>.Zero);
            Vector512<float> step = Vector512.ConditionalSelect(signed, _rate | (~c & _signBit), c);
            S.Store(m1, _m + i);
            S.Store(Vector512.FusedMultiplyAdd(_decay, Vector512.Load(_x + i), step), _x + i);
        }
    }
}
