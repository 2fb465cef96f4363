using System.Diagnostics;

namespace Numerics.Packaging.Tests;

/// <summary>Runs the dotnet command as a user would.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>All that it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed or did not end: the message has its output.</exception>
    public static string Run(string folder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ForgetThisBuild(start);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} did not end in {Patience}.");
        }

        string all = output.Result + errors.Result;
        return process.ExitCode == 0
            ? all
            : throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments)} gave {process.ExitCode}:\n{all}");
    }

    /// <summary>Takes out what the test run's own MSBuild left in the environment, and keeps build servers from holding
    /// on to the output that is waited for.</summary>
    private static void ForgetThisBuild(ProcessStartInfo start)
    {
        IEnumerable<string> left = start.Environment.Keys
            .Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (string name in left)
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
    }
}
