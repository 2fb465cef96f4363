namespace Numerics.Testing;

/// <summary>How fast the gap of a problem falls. What a law of convergence claims of a rule.</summary>
/// <remarks>
/// A rate judges one run. Rates that a theorem gives to the last factor are two-sided (<c>…Exactly</c>,
/// <see cref="Arrives"/>, <see cref="Settles"/>): a rule that is faster than its formula allows is as wrong as one that
/// is slower.
/// </remarks>
public abstract record Rate
{
    private const int MostSteps = 20_000;

    private protected Rate(Func<Problem, int> steps) => Steps = steps;

    /// <summary>The number of steps that are run.</summary>
    public Func<Problem, int> Steps { get; private init; }

    /// <summary>The gap falls by some factor a step: it falls by 10⁻³ or more, and against the number of steps its
    /// logarithm is closer to a line than against the number's logarithm.</summary>
    public static Rate Linear { get; } = new LinearRate(null, false, _ => 1000);

    /// <summary>In the long run the gap falls at least by <paramref name="factor"/> a step.</summary>
    /// <param name="factor">In (0, 1).</param>
    public static Rate LinearBy(double factor) => LinearBy(_ => factor);

    /// <summary>In the long run the gap falls at least by a factor a step that depends on the problem's
    /// constants.</summary>
    /// <param name="factor">In (0, 1).</param>
    public static Rate LinearBy(Func<Problem, double> factor)
        => new LinearRate(factor, false, p => StepsFor(factor(p)));

    /// <summary>In the long run the gap falls by <paramref name="factor"/> a step, neither more nor less: to 2 % of its
    /// logarithm.</summary>
    /// <param name="factor">In (0, 1).</param>
    public static Rate LinearExactly(double factor) => LinearExactly(_ => factor);

    /// <inheritdoc cref="LinearExactly(double)"/>
    public static Rate LinearExactly(Func<Problem, double> factor)
        => new LinearRate(factor, true, p => StepsFor(factor(p)));

    /// <summary>The gap falls at least as t^−power: the slope of its logarithm against log t is at most 0.1
    /// above.</summary>
    /// <param name="power">Positive.</param>
    public static Rate Sublinear(double power) => new SublinearRate(_ => power, false);

    /// <summary>The gap falls as t^−power: the slope of its logarithm against log t is within 0.1 of it.</summary>
    /// <param name="power">Positive.</param>
    public static Rate SublinearExactly(double power) => SublinearExactly(_ => power);

    /// <inheritdoc cref="SublinearExactly(double)"/>
    public static Rate SublinearExactly(Func<Problem, double> power) => new SublinearRate(power, true);

    /// <summary>After these steps the gap is at most <paramref name="tolerance"/> times what it was.</summary>
    /// <param name="tolerance">A share of the first gap.</param>
    /// <param name="steps">How many steps it takes.</param>
    public static Rate Reaches(double tolerance, int steps) => new ReachingRate(tolerance, steps);

    /// <summary>Half of the gap is gone after these steps, neither earlier nor later.</summary>
    /// <param name="steps">How many steps it takes.</param>
    /// <param name="within">How far off that may be, as a share of the steps.</param>
    public static Rate Arrives(double steps, double within = 0.03) => new ArrivingRate(steps, within);

    /// <summary>The gap stays about a level that noise leaves: its mean over the second half of the run is within a
    /// quarter of the level.</summary>
    /// <param name="level">The level, from the problem's constants.</param>
    /// <param name="steps">How many steps are run.</param>
    public static Rate Settles(Func<Problem, double> level, int steps) => new SettlingRate(level, steps);

    /// <summary>Whether it is claimed for every problem of a family: one that misses it is a violation.</summary>
    public bool IsForEveryProblem { get; private init; }

    /// <summary>The same rate as a theorem, where no chance plays a part: not one problem may miss it.</summary>
    public Rate ForEveryProblem() => this with { IsForEveryProblem = true };

    /// <summary>The same rate, measured over another number of steps.</summary>
    public Rate Over(int steps) => this with { Steps = _ => steps };

    /// <summary>Judges one run.</summary>
    public abstract Judgement Judge(Trajectory run);

    /// <summary>Steps in which the gap falls by 10⁻²⁰, and a tenth more.</summary>
    private static int StepsFor(double factor)
        => factor is > 0 and < 1
            ? (int)Math.Clamp(1.1 * Math.Log(1e-20) / Math.Log(factor), 100, MostSteps)
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor a step must be in (0, 1).");
}
