using System.Globalization;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The law of one promise of one rule.</summary>
internal abstract class PromiseLaw(Rule rule, Promise promise)
{
    /// <summary>Roundings of a step of a run by which what the states carry may be off, relative to the promise's own terms.</summary>
    protected const double RoundingsPerStep = 64;

    private static readonly int[] Lengths = [1, 2, 3, 4, 7, 12, 33, 64];

    /// <summary>The number of cases that a test run can afford for each way to run the rule.</summary>
    public const int UsualTrials = 24;

    /// <summary>Each run of a program is interpreted a dozen times for its bound: one trial of each length.</summary>
    private const int TrialsOfPrograms = 8;

    private const int MostSteps = 12;
    private const int MostShown = 8;

    /// <summary>The rule.</summary>
    protected Rule Rule => rule;

    /// <summary>Whether the rule is an optimizer's.</summary>
    protected bool IsOptimizer => RuleRun.GradientOf(rule) >= 0;

    /// <summary>How many numbers were compared: none would prove nothing.</summary>
    protected int Compared { get; set; }

    /// <summary>The law of a promise.</summary>
    public static IEnumerable<PromiseLaw> Of(Rule rule, Promise promise) => promise switch
    {
        BoundedPromise p => [new BoundedLaw(rule, p)],
        EquivariantPromise p => SymmetryLaw.Of(rule, p),
        DecreasesPromise p => [new DecreasesLaw(rule, p)],
        ConjugatePromise p => [new ConjugateLaw(rule, p)],
        StronglyConvexPromise p => [new StronglyConvexLaw(rule, p)],
        ProjectionPromise p => [new ProjectionLaw(rule, p)],
        FixedPointPromise p => [new FixedPointLaw(rule, p)],
        ReducesToPromise p => [new ReducesToLaw(rule, p)],
        _ => throw new ArgumentException($"There is no law for {promise.GetType().Name}.", nameof(promise)),
    };

    /// <summary>Checks the laws of a rule's promises.</summary>
    /// <exception cref="LawViolationException">One does not hold.</exception>
    public static void Check(Rule rule, IEnumerable<Promise> promises, LawSettings settings)
    {
        foreach (PromiseLaw law in promises.SelectMany(p => Of(rule, p)))
        {
            law.Check(settings);
        }
    }

    /// <summary>Checks the law on the definition and on the kernels.</summary>
    /// <exception cref="LawViolationException">It does not hold.</exception>
    public void Check(LawSettings settings) =>
        Check(settings, rule is ProgramRule ? TrialsOfPrograms : UsualTrials, RuleSubject.Of(rule));

    /// <summary>Checks the law on ways to run the rule.</summary>
    /// <exception cref="LawViolationException">It does not hold.</exception>
    public void Check(LawSettings settings, int usualTrials, IEnumerable<RuleSubject> subjects)
    {
        int trials = settings.Times(usualTrials);
        foreach (RuleSubject subject in subjects)
        {
            Compared = 0;
            var seeds = new Random(settings.SeedOf(rule.Name, promise.Text, GetType().Name, subject.Name));
            for (int i = 0; i < trials; i++)
            {
                var trial = new PromiseTrial(Lengths[i % Lengths.Length], seeds.Next(1, MostSteps + 1), seeds.Next());
                if (Find(subject, trial) is not null)
                {
                    throw Shrink(subject, trial, settings);
                }
            }

            if (Compared == 0)
            {
                throw new LawViolationException($"{Place(subject)}: no case of {trials} had anything to compare.");
            }
        }
    }

    /// <summary>Checks one case.</summary>
    /// <returns>What is wrong, null where nothing is.</returns>
    protected abstract string? Find(RuleSubject subject, PromiseSource source, int steps);

    /// <summary>x as text, long ones cut.</summary>
    protected static string Show(double[] x) =>
        $"[{string.Join(", ", x.Take(MostShown).Select(Show))}{(x.Length > MostShown ? ", …" : "")}]";

    /// <summary>A number as text, to the bit.</summary>
    protected static string Show(double x) => x.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Arguments as text.</summary>
    protected string Show(RuleInput input)
    {
        IEnumerable<(RuleParameter Parameter, int Position)> numbered = rule.Parameters.Select(p => (p, rule.Parameters
            .TakeWhile(q => q != p).Count(q => Place(q) == Place(p))));
        return string.Join(", ", numbered.Select(n => $"{n.Parameter.Name} = " + Place(n.Parameter) switch
        {
            0 => Show(input.Arrays[n.Position]),
            1 => Show(input.Scalars[n.Position]),
            _ => Show(input.Host[n.Position]),
        }));
    }

    private static int Place(RuleParameter p) => p.Kind switch
    {
        ParameterKind.Array => 0,
        ParameterKind.Scalar => 1,
        _ => 2,
    };

    private string? Find(RuleSubject subject, PromiseTrial trial) =>
        Find(subject, new PromiseSource(rule, promise, trial), trial.Steps);

    private LawViolationException Shrink(RuleSubject subject, PromiseTrial trial, LawSettings settings)
    {
        PromiseTrial smallest = trial;
        while (smallest.Smaller().FirstOrDefault(t => Find(subject, t) is not null) is { } smaller)
        {
            smallest = smaller;
        }

        string found = smallest == trial ? "" : $", found with {trial.Length} elements and {trial.Steps} steps";
        return new LawViolationException(
            $"{Place(subject)}: {Find(subject, smallest)}; {smallest.Length} elements, at most {smallest.Steps} steps, "
            + $"seed {smallest.Seed}{found} (again with {settings}).");
    }

    private string Place(RuleSubject subject) => $"{rule.Name} breaks its promise {promise.Text} ({subject.Name})";
}
