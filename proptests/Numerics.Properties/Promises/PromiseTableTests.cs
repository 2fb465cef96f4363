using System.Runtime.CompilerServices;
using Numerics.Testing;

namespace Numerics.Properties.Promises;

/// <summary>docs/promises.md lists what the library promises, no more and no less: a law does not go away unseen.</summary>
public class PromiseTableTests
{
    private const string Heading = "## The library's promises\n";

    [Fact]
    public void The_documented_promises_are_the_librarys()
    {
        string path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "promises.md");
        string document = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = document.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length;
        if (Environment.GetEnvironmentVariable("NUMERICS_APPROVE") == "1")
        {
            File.WriteAllText(path, document[..start] + Table());
        }
        else
        {
            Assert.Equal(Table(), document[start..]);
        }
    }

    private static string Table()
    {
        IEnumerable<string> rows = ((IEnumerable<Runtime.Rule>)[.. Laws.RulesOf(typeof(Vec).Assembly), .. Laws.ProgramsOf(typeof(Vec).Assembly)])
            .Where(r => r.Promises.Count > 0).OrderBy(r => r.Name, StringComparer.Ordinal)
            .Select(r => $"| `{Short(r.Name)}` | {string.Join("; ", r.Promises.Select(Cell))} |");
        return "\n| rule | promises |\n|---|---|\n" + string.Concat(rows.Select(r => r + "\n"));
    }

    private static string Cell(Runtime.Promise promise) => $"`{promise.Text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Short(string name) => name.Replace("Numerics.Rules.", "", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string here = "") => here;
}
