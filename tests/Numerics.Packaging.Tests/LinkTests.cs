using System.Text.RegularExpressions;

namespace Numerics.Packaging.Tests;

/// <summary>Links between the pages lead to files and headings that are there.</summary>
public sealed partial class LinkTests
{
    /// <summary>README.md and all pages of docs.</summary>
    public static TheoryData<string> Pages => [.. Directory
        .EnumerateFiles(Path.Combine(PackedPackages.Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(PackedPackages.Repository, "README.md"))
        .Select(f => Path.GetRelativePath(PackedPackages.Repository, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_links_to_what_exists(string page)
    {
        string file = Path.Combine(PackedPackages.Repository, page);
        Assert.All(Link().Matches(File.ReadAllText(file)), link =>
        {
            string path = link.Groups[1].Value;
            string target = path.Length > 0 ? Path.Combine(Path.GetDirectoryName(file)!, path) : file;
            Assert.True(File.Exists(target), $"{page} links to {path}");
            Assert.True(
                link.Groups[2].Length == 0 || Anchors(target).Contains(link.Groups[2].Value),
                $"{page} links to {link.Value}");
        });
    }

    private static IEnumerable<string> Anchors(string file) => Heading().Matches(File.ReadAllText(file))
        .Select(m => NotInAnchors().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
