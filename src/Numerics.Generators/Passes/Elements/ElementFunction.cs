namespace Numerics.Generators.Passes.Elements;

/// <summary>An array that a function reads beside the problem's own, or writes.</summary>
internal sealed record ElementArray(string Name, int Length);

/// <summary>An array that a function writes: for each element a node, −1 for 0.</summary>
internal sealed record ElementOutput(string Name, IReadOnlyList<int> Values);

/// <summary>A function of a problem that is written element by element.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does, for callers; null for what the user wrote.</param>
/// <param name="Parameters">The problem's parameters that it takes.</param>
/// <param name="Inputs">More arrays that it reads, by the node that loads each.</param>
/// <param name="Outputs">What it writes.</param>
/// <param name="Returned">The number that it returns; null for none.</param>
internal sealed record ElementFunction(
    string Name,
    string? Summary,
    IReadOnlyList<int> Parameters,
    IReadOnlyList<ElementArray> Inputs,
    IReadOnlyList<ElementOutput> Outputs,
    int? Returned)
{
    /// <summary>The matrix among the outputs, which an overload writes dense; null for none.</summary>
    public (string Output, string Pattern, bool IsSymmetric)? Matrix { get; init; }
}
