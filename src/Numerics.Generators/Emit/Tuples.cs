namespace Numerics.Generators.Emit;

/// <summary>C# tuples. A tuple of more than seven is spelled as one of tuples: C# would make it one whose last element is the rest,
/// which ILGPU does not compile.</summary>
internal static class Tuples
{
    private const int Most = 7;

    /// <summary>A tuple; of one value the value.</summary>
    public static string Of(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : $"({string.Join(", ", Elements(values))})";

    /// <summary>A tuple's elements.</summary>
    public static IReadOnlyList<string> Elements(IReadOnlyList<string> values) => values.Count <= Most
        ? values
        : Enumerable.Range(0, (values.Count + Most - 1) / Most).Select(k => Of(values.Skip(k * Most).Take(Most).ToList())).ToList();
}
