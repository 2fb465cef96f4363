using System.Diagnostics;
using System.Globalization;
using Numerics.Benchmarks.Derivatives;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Primitives;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks;

/// <summary>Shows that each baseline computes its formula: against a plain loop in double over three steps; and that the
/// threads they share never wait for good.</summary>
internal static unsafe partial class BaselineCheck
{
    /// <summary>About ten roundings of 2⁻²⁴ a step on values below one, three steps; a wrong constant is off by 1e-4 and more.</summary>
    private const double Tolerance = 30 / 16_777_216.0;

    /// <summary>Lion's direction turns where β₁m + (1−β₁)g is within rounding of 0: such an element moves by 2η.</summary>
    private const double LionShare = 1e-4;

    private const int Steps = 3;

    /// <summary>A step of the box, whose sides some elements reach.</summary>
    private const double BoxRate = 1.5;

    /// <summary>Where x and the step nearly cancel, roundings of both count for more: in about one element of sixty a step.</summary>
    private const double BoxShare = 0.05;

    /// <summary>Not a multiple of any unrolled loop, and more than a chunk.</summary>
    private const int Length = 200_003;

    /// <summary>Elements below this are compared as if they were as large.</summary>
    private const double SmallElement = 1e-2;

    /// <summary>Threads for each processor, and their rounds: about four seconds.</summary>
    private const int Crowd = 4;
    private const int CrowdedRounds = 1000;
    private static readonly TimeSpan CrowdedLimit = TimeSpan.FromMinutes(1);

    /// <summary>Bytes past a 64-byte boundary.</summary>
    private static readonly nint[] Offsets = [0, 24];

    private delegate void Definition(double[] x, double[] m, double[] v, float[] g, int t);

    /// <summary>Checks all; prints a line each and the closing count; gives the number of failures.</summary>
    internal static int Run(TextWriter output)
    {
        using var threads = new ThreadPair(Environment.ProcessorCount);
        var adamW = new PrimitivesAdamW(Length);
        var lion = new PrimitivesLion(Length);
        var lamb = new HandWrittenLamb();
        var box = new HandWrittenOptimisticBox(BoxRate, 1, 0);
        var ball = new HandWrittenOptimisticBall(MirrorRate, BallRadius);
        var simplex = new HandWrittenOptimisticSimplex(MirrorRate, sumsInDouble: false);
        var wideSimplex = new HandWrittenOptimisticSimplex(MirrorRate, sumsInDouble: true);
        var entropy = new HandWrittenOptimisticEntropy(1);
        int failed = 0;
        int checks = 0;
        foreach (nint offset in Offsets)
        {
            using var problem = new Problem(Length, offset);
            using var whole = new Problem(WholeLength, offset);
            Check("AdamW hand-written, ordinary", AdamW, t => AdamWStep<Ordinary>(threads, problem, t), 0);
            Check("AdamW hand-written, streaming", AdamW, t => AdamWStep<Prefetching<Streaming>>(threads, problem, t), 0);
            Check("AdamW hand-written, small", AdamW, t => SmallAdamW(problem, t), 0);
            Check("AdamW TensorPrimitives, literal", AdamW, t => adamW.Literal(threads, problem, t), 0);
            Check("AdamW TensorPrimitives, folded", AdamW, t => adamW.Folded(threads, problem, t), 0);
            Check("Lion hand-written, ordinary", Lion, _ => LionStep<Ordinary>(threads, problem), LionShare);
            Check("Lion hand-written, streaming", Lion, _ => LionStep<Prefetching<Streaming>>(threads, problem), LionShare);
            Check("Lion hand-written, small", Lion, _ => SmallLion(problem), LionShare);
            Check("Lion TensorPrimitives, literal", Lion, _ => lion.Literal(threads, problem), LionShare);
            Check("Lion TensorPrimitives, folded", Lion, _ => lion.Folded(threads, problem), LionShare);
            Check("LAMB hand-written, ordinary", Lamb, t => lamb.Step<Ordinary>(threads, problem, t), 0);
            Check("LAMB hand-written, streaming", Lamb, t => lamb.Step<Prefetching<Streaming>>(threads, problem, t), 0);
            Check("optimistic box hand-written", Box, _ => box.Step(threads, problem), BoxShare);
            CheckMirror("optimistic ball hand-written", Ball, p => ball.Step(threads, p, p.G), 1.0 / WholeLength);
            CheckMirror("optimistic simplex hand-written", Simplex, p => simplex.Step(threads, p, p.G), 1.0 / WholeLength);
            CheckMirror("optimistic simplex hand-written, sums in double", Simplex, p => wideSimplex.Step(threads, p, p.G), 1.0 / WholeLength);
            CheckMirror("optimistic entropy hand-written", Entropy, p => entropy.Step(threads, p, p.G), 1);

            void Check(string name, Definition definition, Action<int> step, double share) =>
                Judge(name, ShareBeyondTolerance(problem, definition, step, 0, SmallElement), share);

            // Points of size 1/n are compared in that unit; the state of the entropy is in that of losses.
            void CheckMirror(string name, Definition definition, Action<Problem> step, double unit) =>
                Judge(name, ShareBeyondTolerance(whole, definition, _ => step(whole), unit, 1.0 / WholeLength), MirrorShare);

            void Judge(string name, double off, double share) =>
                Say(off <= share, string.Create(CultureInfo.InvariantCulture, $"{name}, offset {offset}: {off:P3} beyond tolerance"));
        }

        foreach ((string name, double off) in DerivativeBaselines.Check(threads))
        {
            Say(off <= Tolerance, string.Create(CultureInfo.InvariantCulture, $"{name}: off by {off:E1} of the greatest"));
        }

        bool ends = CrowdedThreadsEnd(out TimeSpan time);
        Say(ends, string.Create(CultureInfo.InvariantCulture, $"threads, {Crowd} for each processor: {time.TotalSeconds:f1} s"));
        output.WriteLine($"{checks - failed} passed, {failed} failed");
        return failed;

        void Say(bool good, string what)
        {
            checks++;
            failed += good ? 0 : 1;
            output.WriteLine($"{(good ? "ok" : "WRONG")} {what}");
        }
    }

    /// <summary>Whether rounds come to their end, all their work done, where the machine is busy: threads that the system holds up
    /// anywhere.</summary>
    private static bool CrowdedThreadsEnd(out TimeSpan time)
    {
        int threads = Crowd * Environment.ProcessorCount;
        long done = 0;
        long start = Stopwatch.GetTimestamp();
        var caller = new Thread(Call) { IsBackground = true };
        caller.Start();
        bool ends = caller.Join(CrowdedLimit);
        time = Stopwatch.GetElapsedTime(start);
        return ends && done == (long)threads * CrowdedRounds;

        void Call()
        {
            using var crowd = new ThreadPair(threads);
            for (int round = 0; round < CrowdedRounds; round++)
            {
                crowd.Run(threads, (_, _) => Interlocked.Increment(ref done), chunk: 1);
            }
        }
    }

    /// <summary>The share of elements of any array that differ by more than the tolerance, relative to their size or a unit.</summary>
    /// <param name="problem">Where the baseline computes.</param>
    /// <param name="definition">The plain loop.</param>
    /// <param name="step">The baseline.</param>
    /// <param name="start">The unit of x, where it starts: spread evenly (below 1), or at 0; 0 for its random start.</param>
    /// <param name="unit">The unit of the other arrays.</param>
    private static double ShareBeyondTolerance(
        Problem problem, Definition definition, Action<int> step, double start, double unit)
    {
        problem.Reset();
        if (start > 0)
        {
            problem.XSpan.Fill(start < 1 ? 1f / problem.Length : 0);
        }

        double[] x = Widen(problem.XSpan), m = Widen(problem.MSpan), v = Widen(problem.VSpan);
        float[] g = problem.GSpan.ToArray();
        for (int t = 1; t <= Steps; t++)
        {
            definition(x, m, v, g, t);
            step(t);
        }

        int off = 0;
        for (int i = 0; i < x.Length; i++)
        {
            bool good = Near(problem.XSpan[i], x[i], start > 0 ? start : unit) && Near(problem.MSpan[i], m[i], unit)
                && Near(problem.VSpan[i], v[i], unit);
            off += good ? 0 : 1;
        }

        return (double)off / x.Length;
    }

    private static bool Near(float value, double expected, double unit) =>
        Math.Abs(value - expected) <= Tolerance * Math.Max(unit, Math.Abs(expected));

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    private static void AdamWStep<S>(ThreadPair threads, Problem problem, int t)
        where S : struct, IStores
    {
        var constants = new HandWrittenAdamW.Constants(t);
        threads.Run(problem.Length, (start, end) => HandWrittenAdamW.Range<S>(problem, start, end, constants));
    }

    private static void LionStep<S>(ThreadPair threads, Problem problem)
        where S : struct, IStores =>
        threads.Run(problem.Length, (start, end) => HandWrittenLion.Range<S>(problem, start, end));

    private static void SmallAdamW(Problem problem, int t) =>
        HandWrittenAdamW.Small(
            problem.XSpan, problem.MSpan, problem.VSpan, problem.GSpan, t, LearningRate, Beta1, Beta2, Epsilon, WeightDecay);

    private static void SmallLion(Problem problem) =>
        HandWrittenLion.Small(
            problem.XSpan, problem.MSpan, problem.GSpan, LionLearningRate, Beta1, LionBeta2, WeightDecay);

    private static void AdamW(double[] x, double[] m, double[] v, float[] g, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            Moments(m, v, g, i);
            double direction = m[i] / (1 - Math.Pow(Beta1, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, t))) + Epsilon);
            x[i] -= LearningRate * (direction + WeightDecay * x[i]);
        }
    }

    private static void Lion(double[] x, double[] m, double[] v, float[] g, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double c = Beta1 * m[i] + (1 - Beta1) * g[i];
            m[i] = LionBeta2 * m[i] + (1 - LionBeta2) * g[i];
            x[i] -= LionLearningRate * (Math.Sign(c) + WeightDecay * x[i]);
        }
    }

    private static void Box(double[] x, double[] m, double[] v, float[] g, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            m[i] = g[i];
            x[i] = Math.Clamp(x[i] - BoxRate * g[i], -1, 1);
            v[i] = Math.Clamp(x[i] - BoxRate * g[i], -1, 1);
        }
    }

    private static void Lamb(double[] x, double[] m, double[] v, float[] g, int t)
    {
        var direction = new double[x.Length];
        double parameterSquares = 0;
        double directionSquares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Moments(m, v, g, i);
            double root = Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, t)));
            direction[i] = m[i] / (1 - Math.Pow(Beta1, t)) / (root + LambEpsilon) + WeightDecay * x[i];
            parameterSquares += x[i] * x[i];
            directionSquares += direction[i] * direction[i];
        }

        double trust = Math.Sqrt(parameterSquares / directionSquares);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= LearningRate * trust * direction[i];
        }
    }

    private static void Moments(double[] m, double[] v, float[] g, int i)
    {
        m[i] = Beta1 * m[i] + (1 - Beta1) * g[i];
        v[i] = Beta2 * v[i] + (1 - Beta2) * g[i] * g[i];
    }
}
