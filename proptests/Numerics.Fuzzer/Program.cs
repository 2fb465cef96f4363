using System.Globalization;
using Numerics.Fuzzer;

// dotnet run -c Release --project proptests/Numerics.Fuzzer -- [--matrices] [--derivatives] [--long] [count] [first seed]
// --long goes on for a night: ten thousand rules, unless a count is given.
bool isMatrices = args.Contains("--matrices");
bool isDerivatives = args.Contains("--derivatives");
bool isLong = args.Contains("--long");
string[] numbers = [.. args.Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
int count = numbers.Length > 0 ? int.Parse(numbers[0], CultureInfo.InvariantCulture) : isLong ? 10_000 : 1000;
int seed = numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : Environment.TickCount;
Console.WriteLine($"{count} rules{(isMatrices ? " over matrices" : "")}{(isDerivatives ? " that differentiate" : "")} from seed {seed}");
Func<int, string, RandomRule> draw = (isMatrices, isDerivatives) switch
{
    (true, true) => DerivativeRuleSource.DrawMatrices,
    (false, true) => DerivativeRuleSource.Draw,
    (true, false) => MatrixRuleSource.Draw,
    _ => RuleSource.Draw,
};
FuzzReport report = RuleFuzzer.Run(draw, seed, count, mostFailures: 3, progress: r => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{r.Rules} rules, {r.Elements} numbers compared, {r.ShareSetAside:P1} set aside, {r.Failures.Count} failures")));
if (report.Failures.Count > 0)
{
    Console.WriteLine();
    Console.WriteLine(report.Words);
}

return report.Failures.Count == 0 ? 0 : 1;
