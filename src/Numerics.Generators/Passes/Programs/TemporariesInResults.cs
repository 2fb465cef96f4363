using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Lets a temporary line lie where a result will: in an array of the call that nobody reads meanwhile, and that is stored when the
/// line is read for the last time or later. So a call touches less memory.</summary>
/// <remarks>Only for programs of lines alone that cannot throw between their passes: what they have begun to write they finish. A pass that
/// reads and stores an array at the same element does so in place.</remarks>
internal sealed class TemporariesInResults
{
    private readonly ProgramPlan _plan;
    private readonly List<List<PassPlan>> _passes;

    private TemporariesInResults(ProgramPlan plan)
    {
        _plan = plan;
        _passes = plan.Items.Select(i => PassesOf([i])).ToList();
    }

    /// <summary>The program with fewer temporaries.</summary>
    public static ProgramPlan Run(RuleModel rule, ProgramPlan plan)
    {
        if (plan.Temporaries.Count == 0 || !IsOfLines(plan.Items) || !HostSafety.Total(plan.Graph.Nodes, rule.ChecksOverflow).All(t => t))
        {
            return plan;
        }

        for (int temporary = plan.Arrays.Count; temporary < plan.Arrays.Count + plan.Temporaries.Count; temporary++)
        {
            if (new TemporariesInResults(plan).PlaceFor(temporary) is int array)
            {
                plan = Moved(plan, temporary, array);
                temporary--;
            }
        }

        return plan;
    }

    private static bool IsOfLines(IEnumerable<ProgramItem> items) => items.All(i => i is StageItem
        || (i is LineItem line && line.Pass.Nodes.All(n => n.Op is LaneOp.Load or LaneOp.Constant or LaneOp.Arithmetic or LaneOp.Draw))
        || (i is LoopItem loop && IsOfLines(loop.Items)));

    private static List<PassPlan> PassesOf(IEnumerable<ProgramItem> items) => items.SelectMany(i => i switch
    {
        LineItem line => [line.Pass],
        LoopItem loop => PassesOf(loop.Items),
        _ => [],
    }).ToList();

    /// <summary>The array for a temporary: if possible one that its first pass reads, and so has at hand.</summary>
    private int? PlaceFor(int temporary)
    {
        (int first, int last) = (_passes.FindIndex(p => Touches(p, temporary)), _passes.FindLastIndex(p => Touches(p, temporary)));
        return first >= 0 && _plan.Items[first] is LineItem begin && _plan.Items[last] is LineItem && IsLine(temporary)
            ? Enumerable.Range(0, _plan.Arrays.Count)
                .Where(a => IsLine(a) && _plan.Arrays[a].Axis == _plan.ArrayOf(temporary).Axis && IsFree(a, first, last))
                .OrderBy(a => begin.Pass.Reads.Contains(a) ? 0 : 1).Select(a => (int?)a).FirstOrDefault()
            : null;
    }

    private bool IsLine(int array) =>
        _plan.ArrayOf(array) is { RowAxis: < 0, Entries: < 0, Of: < 0, Shape: Kind.Vec or Kind.Row or Kind.Col }
        && _plan.Temporaries.All(t => t.Of != array);

    /// <summary>Whether nobody wants an array's own value from the first pass's end on, until the last pass or a later one stores it.</summary>
    private bool IsFree(int array, int first, int last)
    {
        if (Stores(_passes[first], array))
        {
            return false;
        }

        int next = _passes.FindIndex(first + 1, p => Touches(p, array));
        return next >= last && _plan.Items[next] is LineItem item && !item.Pass.Reads.Contains(array);
    }

    private static bool Stores(IEnumerable<PassPlan> passes, int array) => passes.Any(p => p.Stores.Any(s => s.Array == array));

    private static bool Touches(List<PassPlan> passes, int array) => Stores(passes, array) || passes.Any(p => p.Reads.Contains(array));

    private static ProgramPlan Moved(ProgramPlan plan, int temporary, int array)
    {
        int Place(int old) => old == temporary ? array : old > temporary ? old - 1 : old;
        return plan with
        {
            Temporaries = plan.Temporaries.Where((_, t) => plan.Arrays.Count + t != temporary)
                .Select(t => t with { Of = t.Of < 0 ? t.Of : Place(t.Of) }).ToImmutableArray(),
            Items = Moved(plan.Items, Place),
        };
    }

    private static EquatableArray<ProgramItem> Moved(IEnumerable<ProgramItem> items, Func<int, int> place) => items.Select(i => i switch
    {
        LineItem line => line with { Pass = Moved(line.Pass, place) },
        LoopItem loop => loop with { Items = Moved(loop.Items, place) },
        _ => i,
    }).ToImmutableArray();

    private static PassPlan Moved(PassPlan pass, Func<int, int> place) => pass with
    {
        Nodes = pass.Nodes.Select(n => n.Op == LaneOp.Load ? n with { A = place(n.A) } : n).ToImmutableArray(),
        Stores = pass.Stores.Select(s => s with { Array = place(s.Array) }).ToImmutableArray(),
    };
}
