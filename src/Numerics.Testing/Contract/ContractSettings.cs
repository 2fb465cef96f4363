using System.Globalization;

namespace Numerics.Testing;

/// <summary>How much a contract check does, and from which seed.</summary>
public sealed record ContractSettings
{
    /// <summary>The variable that scales the number of drawn cases: 1 is what a test run can afford, 0.1 a
    /// glance.</summary>
    public const string AmountVariable = "NUMERICS_TEST_AMOUNT";

    /// <summary>What the environment asks for.</summary>
    public static ContractSettings Default { get; } = new();

    /// <summary>The factor on the number of drawn cases.</summary>
    public double Amount { get; init; } =
        double.TryParse(Environment.GetEnvironmentVariable(AmountVariable), CultureInfo.InvariantCulture,
            out double amount)
            ? amount
            : 1;

    /// <summary>Added to the seed that comes from the rule's name: another number, other cases.</summary>
    public int Seed { get; init; }

    /// <summary>The number of repetitions where 1 stands for <paramref name="usual"/>.</summary>
    public int Times(int usual) => Math.Max(1, (int)Math.Round(usual * Amount));
}
