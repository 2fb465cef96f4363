using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>The accumulators of a kernel's pass, or of a part of it: in the element type where that gives the same bits, else in
/// double.</summary>
internal sealed class PassAccumulators
{
    private readonly EquatableArray<LaneReduction> _reductions;
    private readonly Dictionary<int, string> _wide = [];
    private readonly Dictionary<int, ElementAccumulator> _narrow = [];

    /// <param name="whole">The pass.</param>
    /// <param name="reductions">Those that are accumulated.</param>
    /// <param name="names">The names taken.</param>
    public PassAccumulators(PassPlan whole, EquatableArray<LaneReduction> reductions, Names names)
    {
        _reductions = reductions;
        foreach (LaneReduction r in reductions)
        {
            LaneReduction ofWhole = whole.Reductions.First(o => o.Index == r.Index);
            if (ElementAccumulator.TryName(whole, ofWhole, names) is { } narrow)
            {
                _narrow[r.Index] = narrow;
            }
            else
            {
                _wide[r.Index] = names.Take("sum");
            }
        }
    }

    /// <summary>Declares all of them, each at its neutral element.</summary>
    public void Declare(SourceWriter w)
    {
        foreach (LaneReduction r in _reductions)
        {
            if (_narrow.TryGetValue(r.Index, out ElementAccumulator narrow))
            {
                narrow.Declare(w);
            }
            else
            {
                w.Line($"W {_wide[r.Index]} = W.Zero;");
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

    /// <summary>The variables of some reductions, with their types.</summary>
    public IReadOnlyList<(string Type, string Name)> Variables(IEnumerable<LaneReduction> reductions) => reductions
        .SelectMany(r => _narrow.TryGetValue(r.Index, out ElementAccumulator narrow)
            ? narrow.Variables.Select(v => ("V", v))
            : [("W", _wide[r.Index])])
        .ToList();
}
