using System.Globalization;

namespace Online;

/// <summary>One patient: what was measured, and what it was.</summary>
/// <param name="Features">30 measurements of cell nuclei.</param>
/// <param name="IsMalignant">The diagnosis.</param>
internal sealed record Patient(float[] Features, bool IsMalignant)
{
    /// <summary>Reads the patients in the file's order. See <c>data/SOURCES.md</c> for their origin.</summary>
    public static IReadOnlyList<Patient> Load(string path) => [.. File.ReadLines(path).Skip(1).Select(Parse)];

    private static Patient Parse(string line)
    {
        float[] fields = [.. line.Split(',').Select(f => float.Parse(f, CultureInfo.InvariantCulture))];
        return new Patient(fields[..^1], fields[^1] == 0);
    }
}
