namespace Numerics.Fuzzer;

/// <summary>Makes a failing rule smaller as long as it fails in the same way.</summary>
internal static class RuleShrinker
{
    private const int MostRounds = 40;
    private const int MostCandidates = 120;

    public static RandomRule Shrink(RandomRule rule, int seed, string problem)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            List<RandomRule> candidates = [.. rule.Smaller()
                .Where(c => c.Size <= rule.Size).DistinctBy(RuleText.Of).OrderBy(c => c.Size).Take(MostCandidates)
                .Select((c, i) => c with { Name = $"{rule.Name}_{i}_" })];
            CompiledRules compiled = RuleCompiler.Compile(candidates);
            RandomRule? smaller = candidates.FirstOrDefault(c =>
                RuleFuzzer.Check(c, compiled, seed).Problem is { } found && IsAlike(found, problem));
            if (smaller is null)
            {
                break;
            }

            rule = smaller with { Name = rule.Name };
        }

        return rule;
    }

    /// <summary>The same kind of failure: the same oracle, or the same diagnostic.</summary>
    private static bool IsAlike(string found, string problem) => KindOf(found) == KindOf(problem);

    private static string KindOf(string problem)
    {
        string[] kinds = ["definition", "bits", "wrote beside", "rejected"];
        string? known = kinds.FirstOrDefault(k => problem.Contains(k, StringComparison.Ordinal));
        int code = problem.IndexOf("error ", StringComparison.Ordinal);
        return known ?? (code >= 0 ? problem.Substring(code, Math.Min(13, problem.Length - code)) : problem);
    }
}
