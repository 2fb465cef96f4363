using System.Text.RegularExpressions;

namespace Numerics.Packaging.Tests;

/// <summary>The README's code works as printed.</summary>
[Collection(PackedCollection.Name)]
public sealed partial class ReadmeTests(PackedPackages packages)
{
    [Fact]
    public void Its_blocks_build_without_warnings_and_print_what_they_say()
    {
        string readme = File.ReadAllText(Path.Combine(PackedPackages.Repository, "README.md"));
        string[] blocks = [.. CSharpBlock().Matches(readme).Select(m => m.Groups[1].Value)];
        var project = new FreshProject(packages, "readme");
        project.Write("Lion.cs", blocks[0]);
        project.Write("Program.cs", "using Numerics;\n" + string.Concat(blocks[1..]));
        project.Build("-p:NoWarn=CS1591");
        Assert.Equal(Promised(blocks), project.Run());
    }

    /// <summary>What a statement prints stands in a comment after it, on the same line or the next.</summary>
    private static IEnumerable<string> Promised(string[] blocks) =>
        Printed().Matches(string.Concat(blocks)).Select(m => m.Groups[1].Value.Trim());

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"Console\.WriteLine\(.*?\);\s*// (.*)")]
    private static partial Regex Printed();
}
