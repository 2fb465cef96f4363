using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>Puts the steps of a rule, or of one loop's round, in order.</summary>
/// <remarks>
/// Whenever steps over lines, products and loops can run they do; then one matrix is walked over, with all that can be computed on
/// the way: what needs a row's reductions alone goes on in the next phase of the same row. So each matrix is read as seldom as
/// the longest chain of reductions that end a pass allows. A result replaces an array when nobody needs the old one any more.
/// </remarks>
internal sealed partial class BlockBuilder(ProgramBuilder program, int owner, BlockBuilder? outer)
{
    private readonly BlockSteps _steps = new(program, owner);
    private readonly StepSpaces _spaces = new(program);
    private readonly HashSet<int> _done = [];
    private readonly HashSet<int> _set = [];
    private readonly List<SlotValue> _pending = [];
    private readonly List<(int Node, int Slot)> _results = [];
    private readonly List<Func<ProgramItem>> _items = [];

    private Graph Graph => program.Graph;

    private IEnumerable<Step> Open => _steps.All.Where(s => !s.IsDone);

    /// <summary>Asks for a value to be stored to an array.</summary>
    public void Store(int node, int array) => _steps.Store(node, array);

    /// <summary>Asks for a number to be in a slot at the end. The host's C# may throw: it runs before anything is written.</summary>
    public void Result(int node, int slot)
    {
        if (Graph[node].Kind == Kind.Host)
        {
            _pending.Add(new SlotValue(slot, node, false));
            return;
        }

        _results.Add((node, slot));
        _steps.AddFor(program.Needs.Of(node));
    }

    /// <summary>All items in order.</summary>
    /// <param name="moves">Slots that move all at once at the end of a loop's round.</param>
    public ImmutableArray<ProgramItem> Build(IReadOnlyList<SlotMove> moves)
    {
        while (Open.Any())
        {
            if (!RunSingle() && !RunLine() && !RunRows())
            {
                CopyFirstStore();
            }
        }

        foreach ((int node, int slot) in _results)
        {
            _pending.Add(new SlotValue(slot, node, false));
        }

        Flush(moves);
        return _items.Select(i => i()).ToImmutableArray();
    }

    /// <summary>Where stores wait for each other in a ring, one goes to a temporary and is copied when the ring is broken.</summary>
    private void CopyFirstStore()
    {
        Step store = Open.FirstOrDefault(s => s.Array >= 0 && s.Copied < 0 && !s.IsAdded && IsReady(s, ignoresReaders: true))
            ?? throw new InvalidOperationException("A rule's steps wait for each other.");
        int copy = program.NewLike(store.Node);
        var copied = new Step(store.Node, store.Array, Need.Nothing()) { Copied = copy, After = [store] };
        _steps.All.Where(s => s.After.Contains(store)).ToList().ForEach(s => s.After.Add(copied));
        _steps.Add(copied);
        store.Array = copy;
    }

    private void Finish(Step step)
    {
        step.IsDone = true;
        if (step.Array < 0 || step.Result >= 0)
        {
            _done.Add(step.Result >= 0 ? step.Result : step.Node);
        }
    }

    private bool IsAvailable(int step) => program.OwnerOf(step) != owner || _done.Contains(step);

    private bool IsReady(Step step, bool ignoresReaders = false) =>
        step.Need.Steps.All(IsAvailable) && step.Need.Folds.All(IsAvailable) && step.After.All(s => s.IsDone)
        && (ignoresReaders || step.Array < 0 || !Waits(step));

    /// <summary>Whether a store must wait: for steps that read other elements of what it replaces, and, if it replaces an array of the
    /// user's, for all that may find an index out of range.</summary>
    private bool Waits(Step store) => Open.Any(s => s != store && (s.Need.Gathers.Contains(program.MemoryOf(store.Array))
        || (s.Array < 0 && !program.IsTemporary(store.Array) && (s.IsCheck || Graph[s.Node].Op is Op.At or Op.AtCell or Op.RowDot or Op.Loop))));

    /// <summary>Whether a store must wait for steps that read what it replaces and do not run beside it.</summary>
    private bool Blocked(Step store, List<Step> members) => store.Array >= 0
        && Open.Any(s => s != store && s.Need.Loads.Contains(program.MemoryOf(store.Array)) && !members.Contains(s));

    /// <summary>A number that must stand in a slot before the next item.</summary>
    public void Set(int node, int slot) => _pending.Add(new SlotValue(slot, node, false));

    private void Append(Func<ProgramItem> item)
    {
        Flush([]);
        _items.Add(item);
    }

    private void Flush(IReadOnlyList<SlotMove> moves)
    {
        if (_pending.Count + moves.Count == 0)
        {
            return;
        }

        var stage = new StageItem(
            program.Stages++, _pending.OrderBy(p => p.Slot).ToImmutableArray(), moves.ToImmutableArray());
        _pending.Clear();
        _items.Add(() => stage);
    }
}
