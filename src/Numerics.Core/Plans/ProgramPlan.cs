using System.Collections.Immutable;

namespace Numerics.Plans;

/// <summary>What a rule over matrices, or with loops, does step by step: inspectable at run time, and exact enough to be
/// interpreted.</summary>
/// <remarks>The text form is specified in <c>docs/architecture.md</c>.</remarks>
public sealed class ProgramPlan
{
    private ProgramPlan()
    {
    }

    /// <summary>The rule's full name.</summary>
    public string Rule { get; private init; } = "";

    /// <summary>The rule's semantic hash.</summary>
    public ulong Hash { get; private init; }

    /// <summary>The number of this variant.</summary>
    public int Variant { get; private init; }

    /// <summary>For each axis whether stage code sets its length; the others have the lengths of arrays.</summary>
    public IReadOnlyList<bool> IsHostAxis { get; private init; } = [];

    /// <summary>The arrays: array parameters in declaration order, then destinations.</summary>
    public IReadOnlyList<ProgramArray> Arrays { get; private init; } = [];

    /// <summary>The temporaries, numbered after the arrays.</summary>
    public IReadOnlyList<ProgramArray> Temporaries { get; private init; } = [];

    /// <summary>The host parameters in declaration order.</summary>
    public IReadOnlyList<PlanHost> Host { get; private init; } = [];

    /// <summary>The Scalar and Integer inputs in declaration order.</summary>
    public IReadOnlyList<ProgramSlot> Scalars { get; private init; } = [];

    /// <summary>The results that are numbers, in the rule's order.</summary>
    public IReadOnlyList<ProgramSlot> Results { get; private init; } = [];

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<ProgramItem> Items { get; private init; } = [];

    /// <summary>The number of constants; slot 0 is the gradient scale.</summary>
    public int Constants { get; private init; }

    /// <summary>The size of the table of values.</summary>
    public int Slots { get; private init; }

    /// <summary>The number of reductions that are combined: those of lines, of columns, and totals.</summary>
    public int Reductions { get; private init; }

    /// <summary>An array or a temporary.</summary>
    public ProgramArray Array(int index) => index < Arrays.Count ? Arrays[index] : Temporaries[index - Arrays.Count];

    /// <summary>All steps, those of loops after their loop.</summary>
    public IEnumerable<ProgramItem> AllItems() => Flatten(Items);

    /// <summary>A line for each pass, product and loop.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Describe(Items, ""));

    /// <summary>Reads a plan's text.</summary>
    /// <exception cref="FormatException">The text is not a plan of format 2.</exception>
    public static ProgramPlan Parse(string text)
    {
        var reader = new ProgramReader(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        IReadOnlyList<ProgramItem> items = reader.Read();
        return new ProgramPlan
        {
            Rule = reader.Rule,
            Hash = reader.Hash,
            Variant = reader.Variant,
            IsHostAxis = reader.Axes.ToImmutableArray(),
            Arrays = reader.Arrays.ToImmutableArray(),
            Temporaries = reader.Temporaries.ToImmutableArray(),
            Host = reader.Host.ToImmutableArray(),
            Scalars = reader.Scalars.ToImmutableArray(),
            Results = reader.Results.ToImmutableArray(),
            Items = items,
            Constants = reader.Constants,
            Slots = reader.Slots,
            Reductions = reader.Reductions,
        };
    }

    private static IEnumerable<ProgramItem> Flatten(IEnumerable<ProgramItem> items) =>
        items.SelectMany(i => i is ProgramLoop loop ? Flatten(loop.Items).Prepend(i) : [i]);

    private IEnumerable<string> Describe(IEnumerable<ProgramItem> items, string indent) => items.SelectMany(item => item switch
    {
        ProgramLine line => [$"{indent}pass over a line: {Use(line.Pass.Nodes, line.Pass.Stores)}"],
        ProgramRows rows => [$"{indent}pass over a matrix: {Use(
            rows.RowSections.SelectMany(r => r.Nodes).Concat(rows.CellSections.SelectMany(c => c.Nodes)),
            rows.RowSections.SelectMany(r => r.Stores).Concat(rows.CellSections.SelectMany(c => c.Stores)))}"],
        ProgramProduct product => [$"{indent}{Array(product.C).Name} = {Array(product.A).Name}·{Array(product.B).Name}"],
        ProgramSparseProduct p => [p.IsTransposed
            ? $"{indent}{Array(p.Result).Name} = {Array(p.Line).Name}·{Array(p.Matrix).Name}, of stored entries"
            : $"{indent}{Array(p.Result).Name} = {Array(p.Matrix).Name}·{Array(p.Line).Name}, of stored entries"],
        ProgramAddRow add => [$"{indent}{Array(add.Line).Name} += a multiple of a row of {Array(add.Matrix).Name}"],
        ProgramLoop loop => Describe(loop.Items, indent + "  ").Prepend($"{indent}loop:"),
        _ => Enumerable.Empty<string>(),
    });

    private string Use(IEnumerable<PlanNode> nodes, IEnumerable<PlanStore> stores)
    {
        IEnumerable<int> reads = nodes.SelectMany(n => n.Operation switch
        {
            PlanOperation.Load or PlanOperation.Turned or PlanOperation.RowOf or PlanOperation.ColumnOf => [n.A],
            PlanOperation.Points => [n.A, n.B],
            _ => System.Array.Empty<int>(),
        });
        return $"reads {Names(reads)}; writes {Names(stores.Select(s => s.Array))}";
    }

    private string Names(IEnumerable<int> arrays) =>
        string.Join(", ", arrays.Distinct().Order().Select(a => Array(a).Name).DefaultIfEmpty("nothing"));
}
