using System.Diagnostics;
using System.Globalization;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.BuildTime;

/// <summary>What rules cost a build: a project of many rules against the same one with the rules' attributes removed, each
/// built anew by its own compiler process, in turn.</summary>
internal static class CleanBuilds
{
    private const double AllowedFactor = 1.5;
    private const double AllowedSeconds = 4;

    internal static void Run(TextWriter output, int rules, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("numerics-build-time-").FullName;
        try
        {
            string with = WriteProject(Path.Combine(folder, "with"), rules, isAnnotated: true);
            string without = WriteProject(Path.Combine(folder, "without"), rules, isAnnotated: false);
            double[] withSeconds = new double[rounds];
            double[] withoutSeconds = new double[rounds];
            Build(with);
            Build(without);
            for (int round = 0; round < rounds; round++)
            {
                withSeconds[round] = Build(with);
                withoutSeconds[round] = Build(without);
            }

            Print(output, rules, withSeconds, withoutSeconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(TextWriter output, int rules, double[] with, double[] without)
    {
        double allowed = AllowedFactor * Statistics.Median(without) + AllowedSeconds;
        bool met = Statistics.Median(with) <= allowed;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rules} rules, a clean build: {Statistics.Median(with):F1} s with their attributes (least {with.Min():F1}), "
            + $"{Statistics.Median(without):F1} s without (least {without.Min():F1})."));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- {(met ? "reached" : "NOT reached")}: allowed are {AllowedFactor} times + {AllowedSeconds} s = {allowed:F1} s"));
    }

    private static string WriteProject(string folder, int rules, bool isAnnotated)
    {
        Directory.CreateDirectory(folder);
        for (int number = 0; number < rules; number++)
        {
            File.WriteAllText(Path.Combine(folder, $"Rule{number}.cs"), RuleSources.Rule(number, isAnnotated));
        }

        File.WriteAllText(Path.Combine(folder, "Edited.cs"), RuleSources.Unrelated(0));
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Many.csproj"), Project());
        Start("restore", folder);
        return folder;
    }

    private static string Project() =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <UseSharedCompilation>false</UseSharedCompilation>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{Beside("Numerics.Core.dll")}" />
            <Reference Include="{Beside("System.Numerics.Tensors.dll")}" />
            <Analyzer Include="{Beside("Numerics.Generators.dll")}" />
          </ItemGroup>
        </Project>
        """;

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static double Build(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        Start("build", folder, "--no-restore", "--no-incremental");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Start(string verb, string folder, params string[] more)
    {
        var info = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (string argument in (string[])[verb, "-v", "quiet", "-nodeReuse:false", .. more])
        {
            info.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(info) ?? throw new InvalidOperationException("dotnet did not start.");
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {verb} in {folder} failed:\n{printed}");
        }
    }
}
