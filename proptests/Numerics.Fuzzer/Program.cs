using System.Globalization;
using Numerics.Fuzzer;

// dotnet run -c Release --project proptests/Numerics.Fuzzer -- [count] [first seed]
int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount;
Console.WriteLine($"{count} rules from seed {seed}");
FuzzReport report = RuleFuzzer.Run(seed, count, mostFailures: 3, progress: r => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{r.Rules} rules, {r.Elements} numbers compared, {r.ShareSetAside:P1} set aside, {r.Failures.Count} failures")));
foreach (FuzzFailure failure in report.Failures)
{
    Console.WriteLine();
    Console.WriteLine($"seed {failure.Seed}: {failure.Problem}");
    Console.WriteLine(failure.Source);
}

return report.Failures.Count == 0 ? 0 : 1;
