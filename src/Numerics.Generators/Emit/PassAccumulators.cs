using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The accumulators of a kernel's pass: in the element type where that gives the same bits, else in double.</summary>
/// <param name="plan">The kernel.</param>
/// <param name="whole">The pass.</param>
/// <param name="names">The names taken.</param>
internal sealed class PassAccumulators(VariantPlan plan, PassPlan whole, Names names)
{
    private readonly Dictionary<int, string> _wide = [];
    private readonly Dictionary<int, ElementAccumulator> _narrow = [];

    /// <summary>Declares all of the pass, each at its neutral element.</summary>
    public void Declare(SourceWriter w)
    {
        foreach (LaneReduction r in whole.Reductions)
        {
            if (ElementAccumulator.TryDeclare(w, r.Op, IsCount(r), names) is { } narrow)
            {
                _narrow[r.Index] = narrow;
                continue;
            }

            _wide[r.Index] = names.Take("sum");
            w.Line($"W {_wide[r.Index]} = W.Zero;");
        }
    }

    /// <summary>Declares copies, for a part of the pass to go on with.</summary>
    public PassAccumulators Copied(SourceWriter w, IEnumerable<LaneReduction> reductions)
    {
        var copies = new PassAccumulators(plan, whole, names);
        foreach (LaneReduction r in reductions)
        {
            if (ElementAccumulator.TryName(r.Op, IsCount(whole.Reductions.First(o => o.Index == r.Index)), names) is { } narrow)
            {
                copies._narrow[r.Index] = narrow;
            }
            else
            {
                copies._wide[r.Index] = names.Take("sum");
            }

            foreach ((string own, string from) in copies.Variables(r.Index).Zip(Variables(r.Index), (a, b) => (a, b)))
            {
                w.Line($"{(copies._narrow.ContainsKey(r.Index) ? "V" : "W")} {own} = {from};");
            }
        }

        return copies;
    }

    /// <summary>Gives back what <see cref="Copied"/> has accumulated.</summary>
    public void CopyTo(SourceWriter w, PassAccumulators original)
    {
        foreach (int reduction in _wide.Keys.Concat(_narrow.Keys))
        {
            foreach ((string own, string to) in Variables(reduction).Zip(original.Variables(reduction), (a, b) => (a, b)))
            {
                w.Line($"{to} = {own};");
            }
        }
    }

    /// <summary>Takes another vector in.</summary>
    /// <param name="w">Where.</param>
    /// <param name="r">The reduction.</param>
    /// <param name="a">Its operand.</param>
    /// <param name="b">Its second operand, where it has one.</param>
    /// <param name="isTail">Whether there are but the lanes <c>inside</c>, the first <c>rest</c>.</param>
    public void Accumulate(SourceWriter w, LaneReduction r, string a, string? b, bool isTail)
    {
        if (_narrow.TryGetValue(r.Index, out ElementAccumulator narrow))
        {
            narrow.Accumulate(w, a, isTail);
            return;
        }

        string sum = _wide[r.Index];
        string next = b is null ? $"{sum} + V.Widen({a})" : $"W.MultiplyAdd(V.Widen({a}), V.Widen({b}), {sum})";
        w.Line(isTail ? $"{sum} = W.Select(inside, {next}, {sum});" : $"{sum} = {next};");
    }

    /// <summary>Whether the reduction is accumulated in double.</summary>
    public bool IsWide(LaneReduction r) => _wide.ContainsKey(r.Index);

    /// <summary>All lanes as one number.</summary>
    public string Folded(LaneReduction r) =>
        _narrow.TryGetValue(r.Index, out ElementAccumulator narrow) ? narrow.Folded() : $"W.SumLanes({_wide[r.Index]})";

    private IReadOnlyList<string> Variables(int reduction) =>
        _narrow.TryGetValue(reduction, out ElementAccumulator narrow) ? narrow.Variables : [_wide[reduction]];

    private bool IsCount(LaneReduction reduction) => ElementAccumulator.IsCount(plan.Graph, whole, reduction);
}
