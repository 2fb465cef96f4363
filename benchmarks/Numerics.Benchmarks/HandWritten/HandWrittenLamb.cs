using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>LAMB as an expert writes it: two passes, 40 bytes an element.</summary>
/// <remarks>
/// Pass 1 reads x, m, v, g, writes m' and v' and sums ‖x‖² and ‖r‖², r = (m'/c₁)/(√(v'/c₂) + ε) + λx. Pass 2 reads x, m', v',
/// forms r again and writes x' = x − η(‖x‖/‖r‖)r, the trust ratio 1 where a norm is 0. Sums run in float lanes over blocks
/// of 4096 elements, the blocks in double.
/// </remarks>
internal sealed unsafe class HandWrittenLamb
{
    private const nint Block = 4096;
    private readonly Lock _sums = new();
    private double _parameterSquares;
    private double _directionSquares;

    /// <summary>One step over all threads.</summary>
    internal void Step<S>(ThreadPair threads, Problem problem, int t)
        where S : struct, IStores
    {
        var constants = new Constants(t);
        _parameterSquares = 0;
        _directionSquares = 0;
        threads.Run(problem.Length, (start, end) => Moments<S>(problem, start, end, constants));
        double trust = _parameterSquares > 0 && _directionSquares > 0
            ? Math.Sqrt(_parameterSquares) / Math.Sqrt(_directionSquares)
            : 1;
        float negativeStep = (float)(-LearningRate * trust);
        threads.Run(problem.Length, (start, end) => Update<S>(problem, start, end, constants, negativeStep));
    }

    private void Moments<S>(Problem problem, nint start, nint end, in Constants constants)
        where S : struct, IStores
    {
        double parameter = 0;
        double direction = 0;
        for (nint block = start; block < end; block += Block)
        {
            MomentsOfBlock<S>(problem, block, nint.Min(block + Block, end), constants, ref parameter, ref direction);
        }

        Bounds.Fence();
        lock (_sums)
        {
            _parameterSquares += parameter;
            _directionSquares += direction;
        }
    }

    private static void MomentsOfBlock<S>(
        Problem problem, nint start, nint end, in Constants constants, ref double parameter, ref double direction)
        where S : struct, IStores
    {
        var lane = new Lane(problem.X, problem.M, problem.V, problem.G, constants);
        Vector512<float> x0 = default, x1 = default, r0 = default, r1 = default;
        nint i = Bounds.Aligned(problem.X, start, end);
        RestOfMoments(problem, start, i, constants, ref parameter, ref direction);
        for (; i <= end - 2 * Bounds.Lanes; i += 2 * Bounds.Lanes)
        {
            lane.Moments<S>(i, ref x0, ref r0);
            lane.Moments<S>(i + Bounds.Lanes, ref x1, ref r1);
        }

        parameter += Vector512.Sum(x0 + x1);
        direction += Vector512.Sum(r0 + r1);
        RestOfMoments(problem, i, end, constants, ref parameter, ref direction);
    }

    private static void RestOfMoments(
        Problem p, nint start, nint end, in Constants c, ref double parameter, ref double direction)
    {
        for (nint i = start; i < end; i++)
        {
            p.M[i] = MathF.FusedMultiplyAdd(c.Beta1, p.M[i], c.Rest1 * p.G[i]);
            p.V[i] = MathF.FusedMultiplyAdd(c.Beta2, p.V[i], c.Rest2 * p.G[i] * p.G[i]);
            float r = MathF.FusedMultiplyAdd(c.Decay, p.X[i], c.Scale * p.M[i] / (MathF.Sqrt(p.V[i]) + c.Epsilon));
            parameter += p.X[i] * p.X[i];
            direction += r * r;
        }
    }

    private static void Update<S>(Problem p, nint start, nint end, in Constants c, float negativeStep)
        where S : struct, IStores
    {
        var lane = new Lane(p.X, p.M, p.V, p.G, c);
        Vector512<float> step = Vector512.Create(negativeStep);
        nint i = Bounds.Aligned(p.X, start, end);
        RestOfUpdate(p, start, i, c, negativeStep);
        for (; i <= end - 2 * Bounds.Lanes; i += 2 * Bounds.Lanes)
        {
            lane.Update<S>(i, step);
            lane.Update<S>(i + Bounds.Lanes, step);
        }

        Bounds.Fence();
        RestOfUpdate(p, i, end, c, negativeStep);
    }

    private static void RestOfUpdate(Problem p, nint start, nint end, in Constants c, float negativeStep)
    {
        for (nint i = start; i < end; i++)
        {
            float r = MathF.FusedMultiplyAdd(c.Decay, p.X[i], c.Scale * p.M[i] / (MathF.Sqrt(p.V[i]) + c.Epsilon));
            p.X[i] = MathF.FusedMultiplyAdd(negativeStep, r, p.X[i]);
        }
    }

    /// <summary>The step's constants: r = Scale·m'/(√v' + Epsilon) + Decay·x with numerator and denominator times √c₂.</summary>
    internal readonly struct Constants
    {
        internal readonly float Scale, Epsilon, Decay, Beta1, Rest1, Beta2, Rest2;

        internal Constants(int t)
        {
            double root = Math.Sqrt(1 - Math.Pow(Hyperparameters.Beta2, t));
            Scale = (float)(root / (1 - Math.Pow(Hyperparameters.Beta1, t)));
            Epsilon = (float)(LambEpsilon * root);
            Decay = (float)WeightDecay;
            Beta1 = (float)Hyperparameters.Beta1;
            Rest1 = (float)(1 - Hyperparameters.Beta1);
            Beta2 = (float)Hyperparameters.Beta2;
            Rest2 = (float)(1 - Hyperparameters.Beta2);
        }
    }

    private readonly struct Lane(float* x, float* m, float* v, float* g, in Constants constants)
    {
        private readonly float* _x = x, _m = m, _v = v, _g = g;
        private readonly Vector512<float> _scale = Vector512.Create(constants.Scale);
        private readonly Vector512<float> _epsilon = Vector512.Create(constants.Epsilon);
        private readonly Vector512<float> _decay = Vector512.Create(constants.Decay);
        private readonly Vector512<float> _beta1 = Vector512.Create(constants.Beta1);
        private readonly Vector512<float> _rest1 = Vector512.Create(constants.Rest1);
        private readonly Vector512<float> _beta2 = Vector512.Create(constants.Beta2);
        private readonly Vector512<float> _rest2 = Vector512.Create(constants.Rest2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Moments<S>(nint i, ref Vector512<float> parameter, ref Vector512<float> direction)
            where S : struct, IStores
        {
            S.Prefetch(_x + i);
            S.Prefetch(_m + i);
            S.Prefetch(_v + i);
            S.Prefetch(_g + i);
            Vector512<float> x = Vector512.Load(_x + i);
            Vector512<float> g = Vector512.Load(_g + i);
            Vector512<float> m = Vector512.FusedMultiplyAdd(_beta1, Vector512.Load(_m + i), _rest1 * g);
            Vector512<float> v = Vector512.FusedMultiplyAdd(_beta2, Vector512.Load(_v + i), _rest2 * g * g);
            Vector512<float> r = Direction(x, m, v);
            parameter = Vector512.FusedMultiplyAdd(x, x, parameter);
            direction = Vector512.FusedMultiplyAdd(r, r, direction);
            S.Store(m, _m + i);
            S.Store(v, _v + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Update<S>(nint i, Vector512<float> step)
            where S : struct, IStores
        {
            S.Prefetch(_x + i);
            S.Prefetch(_m + i);
            S.Prefetch(_v + i);
            Vector512<float> x = Vector512.Load(_x + i);
            Vector512<float> r = Direction(x, Vector512.Load(_m + i), Vector512.Load(_v + i));
            S.Store(Vector512.FusedMultiplyAdd(step, r, x), _x + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<float> Direction(Vector512<float> x, Vector512<float> m, Vector512<float> v) =>
            Vector512.FusedMultiplyAdd(_decay, x, _scale * m / (Vector512.Sqrt(v) + _epsilon));
    }
}
