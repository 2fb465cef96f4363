using System.Globalization;
using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Oracle (b) for rules over matrices: the definition in double, and how far a kernel may be from it.</summary>
/// <remarks>
/// The bound of each number is <see cref="SpreadFactor"/> times the greatest distance of <see cref="Samples"/> runs whose roundings were
/// moved (<see cref="RoundingNoise"/>) from the run itself. Moves spread at least four times as far as roundings do; where both are
/// normally distributed, a right result is beyond its bound where all samples lie within 1/32 of its error, in units of their own
/// spread: with a probability of at most (2φ(0)·z/32)¹² for an error of z deviations, which is 10⁻¹³ for z = 3.
/// Where a number on the way was finite, but infinite in the kernel's type, a result that is wrong by that alone is set aside.
/// A number whose samples do not agree what it is, or lie far apart, hangs on a decision or on nothing but roundings: it is set aside.
/// </remarks>
internal static class ProgramOracle
{
    private const int Samples = 12;
    private const double SpreadFactor = 8;

    /// <summary>A number is set aside whose bound is more than this share of the greatest number of its array.</summary>
    private const double GreatestBound = 1.0 / 64;

    /// <summary>Least numbers that are lost where precision is: by the kernel, the definition, and in between.</summary>
    private const double Lost = 4;

    private const int MostFailures = 5;

    /// <summary>2⁻⁴⁸⁰ and 2⁴⁸⁰: between them squares, and some factors more, stay in double's range.</summary>
    private const double LeastSquarable = 3.2033e-145;
    private const double GreatestSquarable = 3.1217e144;

    /// <summary>Compares what a kernel made of a case with the definition.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="contraction">The contraction class in which the kernel ran.</param>
    /// <param name="before">The case.</param>
    /// <param name="after">The case after the kernel's run.</param>
    public static DefinitionComparison Compare<T>(
        ProgramRule rule, ContractionClass contraction, ProgramCase<T> before, ProgramCase<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = rule.Plans[rule.VariantOf(before.Host)];
        ProgramCase<T> run = Run(rule, contraction, before, null);
        RoundingNoise[] noises = [.. Enumerable.Range(0, Samples).Select(seed => new RoundingNoise((ulong)seed))];
        ProgramCase<T>[] moved = [.. noises.Select(noise => Run(rule, contraction, before, noise))];
        bool hasLeftRange = noises.Any(n => n.HasLeftRange);
        ProgramCase<double> wide = Run(rule, contraction, before.Widened(), null);
        bool isAtEdge = typeof(T) == typeof(double) && before.Arrays.Any(a => a.Any(IsAtEdge));
        var tally = new Tally();
        foreach ((ProgramResult result, double[] defined) in ProgramDefinition.Run(rule, before))
        {
            double[] kernel = result.Of(plan, after), middle = result.Of(plan, run), wider = result.Of(plan, wide);
            double[][] samples = [.. moved.Select(m => result.Of(plan, m))];
            if (kernel.Length != defined.Length)
            {
                tally.Fail($"{result.Name} has {kernel.Length} elements, the definition {defined.Length}");
                continue;
            }

            double scale = defined.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (int i = 0; i < defined.Length; i++)
            {
                int at = i;
                double[] all = [middle[i], .. samples.Select(s => s[at])];
                (bool isAside, double ratio) = Judge<T>(kernel[i], defined[i], wider[i], all, scale);
                bool isExcused = isAtEdge || (hasLeftRange && IsNear(wider[i], defined[i]));
                tally.Count(isAside || (isExcused && !(ratio <= 1)), ratio, () => Words(result, at, kernel[at], defined[at], ratio));
            }
        }

        return tally.Result();
    }

    /// <summary>Whether what a kernel made of a case has NaN and infinities where the definition has them, and numbers elsewhere.</summary>
    public static bool IsAlike<T>(ProgramRule rule, ProgramCase<T> before, ProgramCase<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = rule.Plans[rule.VariantOf(before.Host)];
        return ProgramDefinition.Run(rule, before).All(r =>
            r.Result.Of(plan, after) is var kernel && kernel.Length == r.Elements.Length && kernel.Zip(r.Elements, IsAlike).All(isAlike => isAlike));
    }

    /// <summary>How far each number of a run may be from the exact one: +∞ where samples do not agree what it is.</summary>
    public static (double[][] Arrays, double[] Numbers) Slack<T>(ProgramRule rule, ContractionClass contraction, ProgramCase<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramCase<T> run = Run(rule, contraction, before, null);
        ProgramCase<T>[] moved =
            [.. Enumerable.Range(0, Samples).Select(seed => Run(rule, contraction, before, new RoundingNoise((ulong)seed)))];
        return (
            [.. run.Arrays.Select((a, k) => a.Select((x, i) => Slack<T>(
                double.CreateTruncating(x), moved.Select(m => double.CreateTruncating(m.Arrays[k][i])))).ToArray())],
            [.. run.Results.Select((x, r) => Slack<T>(x, moved.Select(m => m.Results[r])))]);
    }

    private static double Slack<T>(double x, IEnumerable<double> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => samples.Max(s =>
            s.Equals(x) ? 0 : double.IsFinite(s) && double.IsFinite(x)
                ? (SpreadFactor * Math.Abs(s - x)) + (Lost * FloatFormat.Of<T>().Subnormal)
                : double.PositiveInfinity);

    private static ProgramCase<T> Run<T>(
        ProgramRule rule, ContractionClass contraction, ProgramCase<T> before, RoundingNoise? noise)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramCase<T> run = before.Copy();
        ProgramInterpreter.Run(rule, contraction, run, noise);
        return run;
    }

    private static bool IsAtEdge<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Math.Abs(double.CreateTruncating(x)) is (> 0 and < LeastSquarable) or > GreatestSquarable;

    /// <summary>Whether a number is set aside, else its error in units of its bound.</summary>
    private static (bool IsAside, double Ratio) Judge<T>(
        double kernel, double defined, double wide, double[] samples, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kernel.Equals(defined))
        {
            return (false, 0);
        }

        bool isOneClass = samples.All(s => double.IsFinite(s)) || samples.All(s => s.Equals(samples[0]));
        if (!double.IsFinite(kernel) || !double.IsFinite(defined) || !isOneClass)
        {
            // What is no number in the type, but in double, has left the type's range.
            bool hasLeft = typeof(T) == typeof(float) && IsAlike(wide, defined) && !IsAlike(samples[0], defined);
            return (!isOneClass || hasLeft, double.PositiveInfinity);
        }

        FloatFormat format = FloatFormat.Of<T>();
        double spread = samples.Max(s => Math.Abs(s - samples[0]));
        double bound = (SpreadFactor * spread) + (Lost * format.Subnormal);
        return (bound > GreatestBound * scale, Math.Abs(kernel - defined) / bound);
    }

    private static bool IsAlike(double a, double b) => a.Equals(b) || (double.IsFinite(a) && double.IsFinite(b));

    /// <summary>Whether the plan in double gives what the definition does: then it is the type's range that made the difference.</summary>
    private static bool IsNear(double wide, double defined) =>
        Math.Abs(wide - defined) <= GreatestBound * Math.Abs(defined);

    private static string Words(ProgramResult result, int i, double kernel, double defined, double ratio) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Name}[{i}]: kernel {kernel:R}, definition {defined:R}, error/bound {ratio:G4}");

    private sealed class Tally
    {
        private readonly List<string> _failures = [];
        private long _elements;
        private long _setAside;
        private double _worst;

        public void Fail(string words) => _failures.Add(words);

        public void Count(bool isAside, double ratio, Func<string> words)
        {
            _elements++;
            _setAside += isAside ? 1 : 0;
            if (isAside)
            {
                return;
            }

            _worst = Math.Max(_worst, ratio);
            if (!(ratio <= 1) && _failures.Count < MostFailures)
            {
                _failures.Add(words());
            }
        }

        public DefinitionComparison Result() => new(_elements, _setAside, _worst, _failures);
    }
}
