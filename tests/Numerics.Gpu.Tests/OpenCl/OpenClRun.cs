using System.Xml.Linq;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Scripts;

namespace Numerics.Gpu.Tests.OpenCl;

/// <summary>The device laws of this assembly, run once where an OpenCL device is.</summary>
public sealed class OpenClRun
{
    // Setting up the device's folder takes a minute or so, the laws some more; a kernel that hangs must not hang the
    // tests.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly Lazy<IReadOnlyList<TestResult>> _results = new(Run);

    /// <summary>What came of one law there: a result for each of its rows, none if it did not run.</summary>
    public IReadOnlyList<TestResult> Of(string testClass, string method)
        => [.. _results.Value.Where(result => result.TestClass == testClass && result.Method == method)];

    private static IReadOnlyList<TestResult> Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("numerics-opencl-");
        try
        {
            ScriptResult run = Script.OpenClDevice.Run(Limit, Command(folder.FullName));
            string file = Path.Combine(folder.FullName, ResultFile);
            return File.Exists(file)
                ? TestResults.Parse(XDocument.Load(file))
                : throw new InvalidOperationException(
                    $"No results from the OpenCL device, exit code {run.ExitCode}:\n{run.Output}{run.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private const string ResultFile = "opencl.trx";

    private static string[] Command(string folder)
        => ["--read", AppContext.BaseDirectory, "--write", folder,
            "dotnet", "vstest", typeof(OpenClRun).Assembly.Location, $"--TestCaseFilter:{DeviceLawTrait.Filter}",
            $"--logger:trx;LogFileName={ResultFile}", $"--ResultsDirectory:{folder}"];
}
