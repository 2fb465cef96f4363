using System.Collections.Immutable;
using System.Globalization;

namespace Numerics.Plans;

/// <summary>What a kernel does, pass by pass: inspectable at run time, and exact enough to be interpreted.</summary>
/// <remarks>The text form is specified in <c>docs/architecture.md</c>.</remarks>
public sealed class KernelPlan
{
    private KernelPlan()
    {
    }

    /// <summary>The rule's full name.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>The rule's semantic hash.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The number of this variant.</summary>
    public int Variant { get; private set; }

    /// <summary>The arrays: Vec parameters in declaration order, then destinations.</summary>
    public IReadOnlyList<PlanArray> Arrays { get; private set; } = [];

    /// <summary>The host parameters in declaration order.</summary>
    public IReadOnlyList<PlanHost> Host { get; private set; } = [];

    /// <summary>The Scalar inputs in declaration order.</summary>
    public IReadOnlyList<PlanSlot> Scalars { get; private set; } = [];

    /// <summary>The Scalar and host results in the rule's order.</summary>
    public IReadOnlyList<PlanSlot> Results { get; private set; } = [];

    /// <summary>The passes over memory in order.</summary>
    public IReadOnlyList<PlanPass> Passes { get; private set; } = [];

    /// <summary>The number of constants; slot 0 is the gradient scale.</summary>
    public int Constants { get; private set; }

    /// <summary>The size of the table of values.</summary>
    public int Slots { get; private set; }

    /// <summary>The number of reductions.</summary>
    public int Reductions { get; private set; }

    /// <summary>Whether any reduction runs over all tensors of a step.</summary>
    public bool HasGlobalReductions { get; private set; }

    /// <summary>Array elements read and written for each element, over all passes.</summary>
    public int Traffic => Passes.Sum(p => p.Reads.Count() + p.Writes.Count());

    /// <summary>The least that any plan must move: each array that is read, read once; each that is written, written once.</summary>
    public int MinimumTraffic => Passes.SelectMany(p => p.Reads.Where(IsInput)).Distinct().Count()
        + Passes.SelectMany(p => p.Writes).Distinct().Count();

    /// <summary>Floating-point operations for each element.</summary>
    public int OperationsPerElement => Passes.Sum(p => p.Operations);

    /// <summary>Bytes moved for each element.</summary>
    /// <param name="elementSize">4 for float, 8 for double.</param>
    public int BytesPerElement(int elementSize) => Traffic * elementSize;

    /// <summary>A sentence for each pass.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Passes.Select((p, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"pass {i + 1}: reads {Names(p.Reads)}; writes {Names(p.Writes)}; {p.Reductions.Count} reductions; {p.Operations} operations{Kept(p)}")));

    /// <summary>Reads a plan's text.</summary>
    /// <exception cref="FormatException">The text is not a plan of format 1.</exception>
    public static KernelPlan Parse(string text)
    {
        var reader = new PlanReader();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            reader.Read(line);
        }

        return new KernelPlan
        {
            Rule = reader.Rule,
            Hash = reader.Hash,
            Variant = reader.Variant,
            Arrays = reader.Arrays.ToImmutableArray(),
            Host = reader.Host.ToImmutableArray(),
            Scalars = reader.Scalars.ToImmutableArray(),
            Results = reader.Results.ToImmutableArray(),
            Passes = reader.Passes.ToImmutableArray(),
            Constants = reader.Constants,
            Slots = reader.Slots,
            Reductions = reader.Passes.Sum(p => p.Reductions.Count),
            HasGlobalReductions = reader.Passes.Any(p => p.Reductions.Any(r => r.IsGlobal)),
        };
    }

    private string Kept(PlanPass pass) => string.Concat(pass.Stores.Where(s => s.IsKept).Select(s =>
        $"; {Arrays[s.Array].Name} keeps what later passes would compute again"));

    private bool IsInput(int array) => Arrays[array].Use != ArrayUse.Write;

    private string Names(IEnumerable<int> arrays) => string.Join(", ", arrays.Select(a => Arrays[a].Name).DefaultIfEmpty("nothing"));
}
