using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>A reduction of enclosures, element by element.</summary>
/// <remarks>
/// A sum of n terms in double, in any order, differs from the exact one by at most γ(L)·Σ|terms| with L the longest
/// chain of
/// additions and γ(L) = L·u/(1 − L·u), u = 2⁻⁵³. The definition's chain for kernels on float is n, and so is the chain of a
/// device of whose order nothing is known; the definition for kernels on double rounds once. Sums of whole numbers below 2⁵³
/// are exact. Running value and ends are summed in two doubles.
/// </remarks>
/// <param name="kind">What is reduced to.</param>
/// <param name="isTree">Whether <see cref="ReductionTree"/> is the only order of additions in double.</param>
internal sealed class EnclosureReduction(ReductionKind kind, bool isTree)
{
    /// <summary>Products (of the dot) and the running value are rounded in double, on all sides.</summary>
    private const int FurtherRoundings = 4;

    private const double LargestWhole = 1L << 53;

    private DoubleDouble _value = ReductionTree.Neutral(kind);
    private DoubleDouble _low = ReductionTree.Neutral(kind);
    private DoubleDouble _high = ReductionTree.Neutral(kind);
    private double _magnitudes;
    private long _count;
    private bool _isUnbounded;
    private bool _isClass;
    private bool _isWhole = true;
    private long _surest = -1;
    private long _first = -1;
    private double _second = double.NegativeInfinity;

    public void Add(Enclosure term)
    {
        Rank(term);
        _count++;
        _isUnbounded |= term.IsUnbounded;
        _isClass |= term.IsClass;
        _isWhole &= term.IsPoint && term.Value == Math.Truncate(term.Value);
        _magnitudes += term.Magnitude;
        _value = Combine(_value, term.Value);
        _low = Combine(_low, term.Low);
        _high = Combine(_high, term.High);
    }

    public Enclosure Result()
    {
        if (_isUnbounded)
        {
            return Enclosure.Unbounded;
        }

        if (_isClass || _count == 0)
        {
            return double.IsFinite(_value.High) ? new(_value.High, _low.High, _high.High) : Enclosure.Point(_value.High);
        }

        if (kind is ReductionKind.Min or ReductionKind.Max)
        {
            return new(_value.High, _low.High, _high.High, IsAttained: _surest == _first && _second < Surest);
        }

        if (!(_magnitudes < double.MaxValue / 2))
        {
            return Enclosure.Unbounded;
        }

        return _isWhole && _magnitudes < LargestWhole ? Enclosure.Point(_value.High) : Sum();
    }

    /// <summary>How far the end of the extreme reaches that is nearer to the others, and the other one; minima
    /// mirrored.</summary>
    private double Surest => kind == ReductionKind.Max ? _low.High : -_high.High;

    private double First => kind == ReductionKind.Max ? _high.High : -_low.High;

    /// <summary>Keeps which term is the extreme for sure, which may reach farthest, and how far any other
    /// may.</summary>
    private void Rank(Enclosure term)
    {
        (double low, double high) = kind == ReductionKind.Max ? (term.Low, term.High) : (-term.High, -term.Low);
        if (low > Surest)
        {
            _surest = _count;
        }

        if (high > First)
        {
            (_second, _first) = (First, _count);
        }
        else
        {
            _second = Math.Max(_second, high);
        }
    }

    private DoubleDouble Combine(DoubleDouble a, double b) => kind is ReductionKind.Min or ReductionKind.Max
        ? ReductionTree.Combine(kind, a.High, b)
        : DoubleDouble.Add(a, b);

    private Enclosure Sum()
    {
        double additions = isTree ? ReductionTree.Depth((int)_count) : _count;
        double chain = (additions + FurtherRoundings) * FloatFormat.DoubleRoundoff;
        double slack = (chain / (1 - chain) * _magnitudes) + (_count * double.Epsilon);
        double low = _low.High - slack, high = _high.High + slack;
        return new(_value.High, _low.High >= 0 ? Math.Max(low, 0) : low, _high.High <= 0 ? Math.Min(high, 0) : high);
    }
}
