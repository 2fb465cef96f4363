using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>A reduction of enclosures, element by element.</summary>
/// <remarks>
/// A sum of n terms in double, in any order, differs from the exact one by at most γ(L)·Σ|terms| with L the longest
/// chain of
/// additions (the definition's is n) and γ(L) = L·u/(1 − L·u), u = 2⁻⁵³. Sums of whole numbers below 2⁵³ are exact.
/// </remarks>
internal sealed class EnclosureReduction(ReductionKind kind)
{
    /// <summary>Products (of the dot) and the running value are rounded in double, on all sides.</summary>
    private const int FurtherRoundings = 4;

    private const double LargestWhole = 1L << 53;

    private double _value = ReductionTree.Neutral(kind);
    private double _low = ReductionTree.Neutral(kind);
    private double _high = ReductionTree.Neutral(kind);
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
        _value = ReductionTree.Combine(kind, _value, term.Value);
        _low = ReductionTree.Combine(kind, _low, term.Low);
        _high = ReductionTree.Combine(kind, _high, term.High);
    }

    public Enclosure Result()
    {
        if (_isUnbounded)
        {
            return Enclosure.Unbounded;
        }

        if (_isClass || _count == 0)
        {
            return double.IsFinite(_value) ? new(_value, _low, _high) : Enclosure.Point(_value);
        }

        if (kind is ReductionKind.Min or ReductionKind.Max)
        {
            return new(_value, _low, _high, IsAttained: _surest == _first && _second < Surest);
        }

        if (!(_magnitudes < double.MaxValue / 2))
        {
            return Enclosure.Unbounded;
        }

        return _isWhole && _magnitudes < LargestWhole ? Enclosure.Point(_value) : Sum();
    }

    /// <summary>How far the end of the extreme reaches that is nearer to the others, and the other one; minima
    /// mirrored.</summary>
    private double Surest => kind == ReductionKind.Max ? _low : -_high;

    private double First => kind == ReductionKind.Max ? _high : -_low;

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

    private Enclosure Sum()
    {
        double chain = (_count + FurtherRoundings) * FloatFormat.DoubleRoundoff;
        double slack = (chain / (1 - chain) * _magnitudes) + (_count * double.Epsilon);
        double low = _low - slack, high = _high + slack;
        return new(_value, _low >= 0 ? Math.Max(low, 0) : low, _high <= 0 ? Math.Min(high, 0) : high);
    }
}
