namespace Numerics.Rules;

/// <summary>Geometries side by side. V̄ is theirs together, so the round's step is known on the host before the blocks
/// step.</summary>
internal sealed class ProductGeometry : Geometry
{
    private readonly Geometry[] _blocks;

    public ProductGeometry(Geometry[] blocks)
        : base(LengthOf(blocks))
    {
        _blocks = blocks;
    }

    private static int LengthOf(Geometry[] blocks)
    {
        foreach (Geometry block in blocks)
        {
            ArgumentNullException.ThrowIfNull(block, nameof(blocks));
        }

        return blocks.Length > 0
            ? checked(blocks.Sum(b => b.Length))
            : throw new ArgumentException("A product has at least one block.", nameof(blocks));
    }

    public override bool IsEntropy => _blocks.All(b => b.IsEntropy);

    public override bool IsEuclidean => _blocks.All(b => b.IsEuclidean);

    public override double Diameter => Math.Sqrt(_blocks.Sum(b => b.Diameter * b.Diameter));

    public override bool Contains(ReadOnlySpan<float> point)
    {
        int start = 0;
        bool contains = true;
        foreach (Geometry block in _blocks)
        {
            contains &= block.Contains(point.Slice(start, block.Length));
            start += block.Length;
        }

        return contains;
    }

    public override bool CanStart(ReadOnlySpan<float> point)
    {
        int start = 0;
        bool can = true;
        foreach (Geometry block in _blocks)
        {
            can &= block.CanStart(point.Slice(start, block.Length));
            start += block.Length;
        }

        return can;
    }

    public override void Centre(Span<float> point)
    {
        int start = 0;
        foreach (Geometry block in _blocks)
        {
            block.Centre(point.Slice(start, block.Length));
            start += block.Length;
        }
    }

    public override double Divergence(ReadOnlySpan<float> u, ReadOnlySpan<float> x)
    {
        (int start, double sum) = (0, 0);
        foreach (Geometry block in _blocks)
        {
            sum += block.Divergence(u.Slice(start, block.Length), x.Slice(start, block.Length));
            start += block.Length;
        }

        return sum;
    }

    public override void Begin(ReadOnlySpan<float> start, double rate, Span<float> secondary)
    {
        int first = 0;
        foreach (Geometry block in _blocks)
        {
            block.Begin(start.Slice(first, block.Length), rate, secondary.Slice(first, block.Length));
            first += block.Length;
        }
    }

    public override void BeginLeading(ReadOnlySpan<float> start, double rate, Span<float> secondary)
    {
        int first = 0;
        foreach (Geometry block in _blocks)
        {
            block.BeginLeading(
                start.Slice(first, block.Length), rate, secondary.Slice(first, block.Length));
            first += block.Length;
        }
    }

    /// <summary>The sum over blocks: the norm dual to that of the product, √Σ‖·‖² of the blocks'.</summary>
    public override double Deviation(ReadOnlySpan<float> hint, ReadOnlySpan<float> observed)
    {
        (int start, double sum) = (0, 0);
        foreach (Geometry block in _blocks)
        {
            sum += block.Deviation(hint.Slice(start, block.Length), observed.Slice(start, block.Length));
            start += block.Length;
        }

        return sum;
    }

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round)
    {
        MirrorRound known = Known(state, observed, ref variation, round);
        int start = 0;
        foreach (Geometry block in _blocks)
        {
            double own = 0;
            block.Step(state.Slice(start, block.Length), observed.Slice(start, block.Length), ref own, known);
            start += block.Length;
        }
    }

    public override void Lead(
        in MirrorState state, ReadOnlySpan<float> start, ReadOnlySpan<float> observed, ref double variation,
            in MirrorRound round)
    {
        MirrorRound known = Known(state, observed, ref variation, round);
        int first = 0;
        foreach (Geometry block in _blocks)
        {
            double own = 0;
            block.Lead(
                state.Slice(first, block.Length), start.Slice(first, block.Length),
                    observed.Slice(first, block.Length), ref own, known);
            first += block.Length;
        }
    }

    public override void Play(in MirrorState state, double rate)
    {
        int start = 0;
        foreach (Geometry block in _blocks)
        {
            block.Play(state.Slice(start, block.Length), rate);
            start += block.Length;
        }
    }

    public override void PlayLeading(in MirrorState state, ReadOnlySpan<float> start, double rate)
    {
        int first = 0;
        foreach (Geometry block in _blocks)
        {
            block.PlayLeading(state.Slice(first, block.Length), start.Slice(first, block.Length), rate);
            first += block.Length;
        }
    }

    /// <summary>The round with its steps computed, of V̄ before and after it.</summary>
    private MirrorRound Known(in MirrorState state, ReadOnlySpan<float> observed, ref double variation,
        in MirrorRound round)
    {
        double before = variation;
        variation += Deviation(state.Hint, observed);
        return round with
        {
            Scale = round.Scale / Math.Sqrt(round.Offset + (round.Growth * before)),
            NextScale = round.NextScale / Math.Sqrt(round.Offset + (round.Growth * variation)),
            Offset = 1,
            Growth = 0,
        };
    }
}
