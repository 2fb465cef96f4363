using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Numerics.Gpu.Tests.Scripts;

/// <summary>
/// A script in the repository's <c>eng</c> folder that needs more of the machine than tests may take for granted.
/// </summary>
public sealed class Script
{
    /// <summary>The repository's folder.</summary>
    public static string RepositoryRoot { get; }
        = typeof(Script).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    /// <summary>Makes a real OpenCL device and runs a command there.</summary>
    public static Script OpenClDevice { get; } = new("opencl-device.sh");

    /// <summary>Fetches NVIDIA's assembler and prints its path.</summary>
    public static Script Ptxas { get; } = new("ptxas.sh");

    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly Lazy<string?> _whyNot;

    private Script(string name)
    {
        _path = Path.Combine(RepositoryRoot, "eng", name);
        _whyNot = new Lazy<string?>(Check);
    }

    /// <summary>Why the script can't run on this machine, in one line, or null if it can.</summary>
    public string? WhyNot => _whyNot.Value;

    /// <summary>Runs the script to its end; what it and its children print comes back in two parts.</summary>
    /// <exception cref="TimeoutException">It took longer than <paramref name="limit"/>, and was ended.</exception>
    public ScriptResult Run(TimeSpan limit, params IEnumerable<string> arguments)
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        using var process = new Process { StartInfo = StartInfo(arguments) };
        process.OutputDataReceived += (_, line) => AppendLine(output, line.Data);
        process.ErrorDataReceived += (_, line) => AppendLine(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_path} took longer than {limit}:\n{output}{errors}");
        }
        process.WaitForExit();
        return new ScriptResult(process.ExitCode, output.ToString(), errors.ToString());
    }

    private string? Check()
    {
        if (OperatingSystem.IsWindows())
        {
            return $"{Path.GetFileName(_path)} needs Linux";
        }
        ScriptResult check = Run(CheckLimit, "--check");
        return check.ExitCode == 0 ? null : check.Errors.Trim();
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(_path);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        return start;
    }

    private static void AppendLine(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            text.Append(line).Append('\n');
        }
    }
}

/// <summary>How a script ended and what it printed to its two outputs.</summary>
public sealed record ScriptResult(int ExitCode, string Output, string Errors);
