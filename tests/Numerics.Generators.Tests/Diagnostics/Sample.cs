using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Diagnostics;

/// <summary>A place in a sample that a diagnostic is to be reported at.</summary>
internal sealed record Mark(string Id, TextSpan Span);

/// <summary>A sample of docs/diagnostics.md: its code, and the marks under its lines.</summary>
internal sealed partial record Sample(string Text, IReadOnlyList<Mark> Marks)
{
    private const string Usings = "using System;\nusing Numerics;\nusing static Numerics.Functions;\n";

    /// <summary>Samples about devices see Numerics.Gpu, and a library with a rule.</summary>
    public RuleSource Source => IsForDevices
        ? RuleSource.File(Text, [.. RuleSource.Devices, Library.Value])
        : RuleSource.File(Text);

    /// <summary>Whether the sample is of a project that references Numerics.Gpu.</summary>
    public bool IsForDevices { get; init; }

    private static readonly Lazy<MetadataReference> Library = new(() => Generation.Run(RuleSource.File("""
        using Numerics;
        namespace Library;
        public static partial class Shrink { [UpdateRule] public static Vec Step(Vec x, double rate) => x - rate * x; }
        """)).ToReference("Library"));

    /// <summary>The samples of each section, by the section's heading.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Sample>> ReadAll()
    {
        Dictionary<string, IReadOnlyList<Sample>> sections = [];
        foreach (string section in File.ReadAllText(DocumentPath()).Split("\n## ").Skip(1))
        {
            sections.Add(section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim(), [.. Fence().Matches(section)
                .Select(m => Parse(m.Groups[1].Value) with { IsForDevices = section.StartsWith("NUM3", StringComparison.Ordinal) })]);
        }

        return sections;
    }

    private static Sample Parse(string code)
    {
        bool isWhole = code.Contains("partial class", StringComparison.Ordinal)
            || code.StartsWith("public static class", StringComparison.Ordinal)
            || code.StartsWith("[assembly", StringComparison.Ordinal);
        string text = isWhole ? Usings + code : Usings + "public static partial class Sample\n{\n" + code + "}\n";
        SourceText source = SourceText.From(text);
        List<Mark> marks = [];
        int previous = 0;
        foreach (TextLine line in source.Lines)
        {
            Match mark = Marker().Match(line.ToString());
            if (mark.Success)
            {
                marks.Add(new Mark(
                    mark.Groups[2].Value,
                    new TextSpan(source.Lines[previous].Start + mark.Groups[1].Index, mark.Groups[1].Length)));
            }
            else
            {
                previous = line.LineNumber;
            }
        }

        return new Sample(text, marks);
    }

    private static string DocumentPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "diagnostics.md");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^ *// +(~+) (NUM\\d{4})$")]
    private static partial Regex Marker();
}
