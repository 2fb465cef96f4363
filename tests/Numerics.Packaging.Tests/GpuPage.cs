using System.Text.RegularExpressions;

namespace Numerics.Packaging.Tests;

/// <summary>The code of docs/gpu.md.</summary>
internal static partial class GpuPage
{
    private const string Usings = "#pragma warning disable CS1591, IL2026, IL3050\n"
        + "using Numerics;\nusing static Numerics.Functions;\n";

    /// <summary>Its blocks in one file: statements in one method, in their order, a type beside it. The
    /// first lines are the usings; a block that names a library of the reader's is left out.</summary>
    public static string Program()
    {
        string page = File.ReadAllText(Path.Combine(PackedPackages.Repository, "docs", "gpu.md"));
        string[] blocks = [.. CSharpBlock().Matches(page).Select(m => m.Groups[1].Value)
            .Where(b => !b.StartsWith("[assembly:", StringComparison.Ordinal))];
        string[] types = [.. blocks.Where(b => b.StartsWith("public", StringComparison.Ordinal))];
        string statements = string.Concat(blocks.Except(types));
        int body = statements.IndexOf("\n\n", StringComparison.Ordinal);
        return $"{Usings}{statements[..body]}\nnamespace Page;\ninternal static class Page\n{{\ninternal static void Run()\n{{"
            + $"{statements[body..]}\n}}\n}}\n{string.Concat(types)}";
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
