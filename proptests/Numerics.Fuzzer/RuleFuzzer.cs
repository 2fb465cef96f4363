using Numerics.Testing;
using Numerics.Runtime;

namespace Numerics.Fuzzer;

/// <summary>A random rule whose kernels are not what it says.</summary>
/// <param name="Seed">The rule's seed.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Source">The rule, made as small as it fails in the same way.</param>
public sealed record FuzzFailure(int Seed, string Problem, string Source);

/// <summary>What a run of the fuzzer found.</summary>
/// <param name="Rules">The number of rules.</param>
/// <param name="Elements">The numbers compared with the definition.</param>
/// <param name="SetAside">How many of them were set aside.</param>
/// <param name="Failures">The rules that failed.</param>
public sealed record FuzzReport(int Rules, long Elements, long SetAside, IReadOnlyList<FuzzFailure> Failures)
{
    /// <summary>The share that was set aside.</summary>
    public double ShareSetAside => (double)SetAside / Math.Max(Elements, 1);

    /// <summary>The failures in words, each with its rule.</summary>
    public string Words => string.Join(
        Environment.NewLine, Failures.Select(f => $"seed {f.Seed}: {f.Problem}{Environment.NewLine}{f.Source}"));
}

/// <summary>Draws rules, compiles them and compares their kernels with both oracles.</summary>
public static class RuleFuzzer
{
    private const int BatchSize = 50;

    /// <summary>Runs <paramref name="count"/> rules over flat arrays, the first with seed <paramref name="firstSeed"/>.</summary>
    /// <param name="firstSeed">The seed.</param>
    /// <param name="count">The number of rules.</param>
    /// <param name="mostFailures">After so many failures the run ends.</param>
    /// <param name="progress">Told after each batch.</param>
    public static FuzzReport Run(int firstSeed, int count, int mostFailures = 3, Action<FuzzReport>? progress = null) =>
        Run(RuleSource.Draw, firstSeed, count, mostFailures, progress);

    /// <summary>Runs rules that a function draws from seed and name: <see cref="RuleSource.Draw"/>, or over matrices
    /// <see cref="MatrixRuleSource.Draw"/>.</summary>
    /// <inheritdoc cref="Run(int, int, int, Action{FuzzReport}?)"/>
    public static FuzzReport Run(
        Func<int, string, RandomRule> draw, int firstSeed, int count, int mostFailures = 3, Action<FuzzReport>? progress = null)
    {
        (long elements, long setAside, int done) = (0, 0, 0);
        List<FuzzFailure> failures = [];
        while (done < count && failures.Count < mostFailures)
        {
            int first = firstSeed + done;
            List<RandomRule> rules = [.. Enumerable.Range(first, Math.Min(BatchSize, count - done))
                .Select(seed => draw(seed, $"Rule{(uint)seed}"))];
            CompiledRules compiled = RuleCompiler.Compile(rules);
            for (int i = 0; i < rules.Count && failures.Count < mostFailures; i++)
            {
                (string? problem, (long Elements, long SetAside) tally) = Check(rules[i], compiled, first + i);
                elements += tally.Elements;
                setAside += tally.SetAside;
                if (problem is not null)
                {
                    failures.Add(new FuzzFailure(first + i, problem,
                        RuleText.Of(RuleShrinker.Shrink(rules[i], first + i, problem))));
                }
            }

            done += rules.Count;
            progress?.Invoke(new FuzzReport(done, elements, setAside, failures));
        }

        return new FuzzReport(done, elements, setAside, failures);
    }

    /// <summary>What is wrong with a rule, null if nothing.</summary>
    internal static (string? Problem, (long Elements, long SetAside) Tally) Check(
        RandomRule rule, CompiledRules compiled, int seed)
    {
        if (!compiled.Rules.TryGetValue(rule.Name, out Rule? kernel))
        {
            return (compiled.Problems[rule.Name], default);
        }

        try
        {
            var settings = new LawSettings { Seed = seed };
            DefinitionReport report = kernel is ProgramRule program
                ? Laws.For(program, settings).Given(rule.Prepare ?? (_ => { })).CheckBriefly()
                : Laws.For((UpdateRule)kernel, settings).CheckBriefly();
            return (null, (report.Elements, report.SetAside));
        }
        catch (LawViolationException failure)
        {
            return (failure.Message, default);
        }
        catch (Exception failure) when (failure is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            return ($"{failure.GetType().Name}: {failure.Message}", default);
        }
    }
}
