using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Numerics.Gpu.Tests.Scripts;

namespace Numerics.Gpu.Tests.Ptx;

/// <summary>NVIDIA's assembler, which <c>eng/ptxas.sh</c> fetches: needs no device.</summary>
public static partial class Ptxas
{
    private static readonly TimeSpan FetchLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AssembleLimit = TimeSpan.FromMinutes(2);

    private static readonly Lazy<string> Program = new(Fetch);
    private static readonly Lazy<string> Kept = new(FindKept);

    /// <summary>
    /// Assembles a PTX text for sm_90 and says what the code uses: 10 ms for a small kernel, once for each text, since
    /// what ptxas said is kept beside this assembly.
    /// </summary>
    /// <exception cref="InvalidOperationException">ptxas refuses the text.</exception>
    public static AssemblyReport Assemble(string ptx)
    {
        string kept = Path.Combine(Kept.Value, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ptx))));
        if (File.Exists(kept))
        {
            return Parse(File.ReadAllText(kept));
        }
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, ptx);
            string text = Run(file);
            // Complete or not at all, also for runs side by side.
            File.WriteAllText(file, text);
            File.Move(file, kept, overwrite: true);
            return Parse(text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Reads what <c>ptxas -v</c> prints. Functions that are called count with the kernel that calls them.
    /// </summary>
    public static AssemblyReport Parse(string text) => new(
        Sum(Registers().Matches(text)),
        Sum(SpillStores().Matches(text)),
        Sum(SpillLoads().Matches(text)),
        Math.Max(Sum(StackFrame().Matches(text)), Sum(CumulativeStack().Matches(text))),
        Sum(Shared().Matches(text)));

    private static int Sum(MatchCollection matches)
        => matches.Sum(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));

    private static string Run(string file)
    {
        string[] arguments = ["-arch=sm_90", "-v", file, "-o", "/dev/null"];
        var start = new ProcessStartInfo(Program.Value, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> text = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(AssembleLimit))
        {
            process.Kill();
            throw new TimeoutException($"ptxas took longer than {AssembleLimit}");
        }
        return process.ExitCode == 0
            ? text.Result
            : throw new InvalidOperationException($"ptxas refuses the kernel: {text.Result}");
    }

    // A folder for each ptxas: its size tells versions apart.
    private static string FindKept()
    {
        long size = new FileInfo(Program.Value).Length;
        return Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"ptxas-{size}")).FullName;
    }

    private static string Fetch()
    {
        ScriptResult result = Script.Ptxas.Run(FetchLimit);
        return result.ExitCode == 0 ? result.Output.Trim() : throw new InvalidOperationException(result.Errors);
    }

    [GeneratedRegex(@"Used (?<number>\d+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex(@"(?<number>\d+) bytes spill stores")]
    private static partial Regex SpillStores();

    [GeneratedRegex(@"(?<number>\d+) bytes spill loads")]
    private static partial Regex SpillLoads();

    [GeneratedRegex(@"(?<number>\d+) bytes stack frame")]
    private static partial Regex StackFrame();

    [GeneratedRegex(@"(?<number>\d+) bytes cumulative stack size")]
    private static partial Regex CumulativeStack();

    [GeneratedRegex(@"(?<number>\d+) bytes smem")]
    private static partial Regex Shared();
}
