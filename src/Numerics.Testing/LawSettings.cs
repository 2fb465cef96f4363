using System.Globalization;

namespace Numerics.Testing;

/// <summary>How much the laws check, and from which seed.</summary>
public sealed record LawSettings
{
    /// <summary>The environment variable that sets <see cref="Amount"/>: <c>0.1</c> for a glance, <c>10</c> for a
    /// night.</summary>
    public const string AmountVariable = "NUMERICS_TEST_AMOUNT";

    /// <summary>What the environment asks for.</summary>
    public static LawSettings Default { get; } = new();

    /// <summary>The factor on the number of drawn cases; 1 is what a test run can afford. Without a word it is what
    /// <see cref="AmountVariable"/> says.</summary>
    public double Amount { get; init; } =
        double.TryParse(Environment.GetEnvironmentVariable(AmountVariable), CultureInfo.InvariantCulture,
            out double amount)
            ? amount
            : 1;

    /// <summary>Mixed into the seeds, which come from the names of rule and law: another number, other cases, also where
    /// it is the next one. The same settings draw the same cases on every machine.</summary>
    public int Seed { get; init; }

    /// <summary>The number of repetitions where 1 stands for <paramref name="usual"/>; at least one.</summary>
    /// <param name="usual">The number of repetitions at an amount of 1.</param>
    public int Times(int usual) => Math.Max(1, (int)Math.Round(usual * Amount));

    /// <summary>These settings as C#: what draws the same cases again.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{nameof(LawSettings)} {{ Seed = {Seed}, Amount = {Amount} }}");

    /// <summary>The seed of the cases that these names stand for.</summary>
    internal int SeedOf(params ReadOnlySpan<string> names) => StableSeed.Of(names) ^ StableSeed.Mixed(Seed);
}
