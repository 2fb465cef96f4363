namespace Numerics.Generators.Passes;

/// <summary>In which pass each reduction runs and each result is stored.</summary>
/// <param name="Passes">The number of passes: one more than the longest chain of reductions that feed arrays.</param>
/// <param name="Levels">For each node the first pass that can compute it (for a Scalar, the stage).</param>
/// <param name="StorePass">For each result its pass; −1 where nothing is stored.</param>
/// <param name="ReductionPass">For each reduction node its pass.</param>
/// <param name="Kept">Values that are stored by one pass for later ones.</param>
internal sealed record Schedule(
    int Passes, int[] Levels, int[] StorePass, Dictionary<int, int> ReductionPass, IReadOnlyList<KeptValue> Kept)
{
    /// <summary>The arrays whose stores end in a pass: of results, and of values kept for later passes.</summary>
    public bool IsReplaced(IReadOnlyList<int> storedArrays, int array, int number) =>
        Kept.Any(k => k.Array == array && k.Pass < number)
        || Enumerable.Range(0, StorePass.Length).Any(i => storedArrays[i] == array && StorePass[i] >= 0 && StorePass[i] < number);

    /// <summary>The pass that stores an array's result; −1 where none does.</summary>
    public int ResultPass(IReadOnlyList<int> storedArrays, int array) => Enumerable.Range(0, StorePass.Length)
        .Where(i => storedArrays[i] == array).Select(i => StorePass[i]).DefaultIfEmpty(-1).Max();
}

/// <summary>A value that a pass stores, so that later ones need not compute it again, in an array whose own result comes later and whose
/// old value nobody reads any more.</summary>
internal sealed record KeptValue(int Node, int Array, int Pass);

/// <summary>What a schedule costs: the elements that it moves with what its elementary functions count, then its operations.</summary>
internal readonly record struct PlanCost(int Moved, int Work) : IComparable<PlanCost>
{
    /// <summary>An elementary function takes as long as moving so many elements: on 16 lanes 4 ns an exponential, and an element 0.075 ns
    /// of a thread's share of memory (docs/performance.md).</summary>
    public const int OfFunction = 3;

    public int CompareTo(PlanCost other) => (Moved, Work).CompareTo((other.Moved, other.Work));
}
