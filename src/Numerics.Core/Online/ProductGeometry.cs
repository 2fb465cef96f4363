namespace Numerics.Rules;

/// <summary>Geometries side by side. V̄ is theirs together, so the round's step is known on the host before the blocks step.</summary>
internal sealed class ProductGeometry : Geometry
{
    private readonly Geometry[] _blocks;

    public ProductGeometry(Geometry[] blocks)
        : base(blocks.Sum(b => b.Length))
    {
        if (blocks.Any(b => b.IsEntropy != blocks[0].IsEntropy))
        {
            throw new ArgumentException("Blocks measure gradients by different norms: all must be Euclidean, or all entropies.", nameof(blocks));
        }

        _blocks = blocks;
    }

    public override bool IsEntropy => _blocks[0].IsEntropy;

    public override bool Contains(ReadOnlySpan<float> point)
    {
        int start = 0;
        foreach (Geometry block in _blocks)
        {
            if (!block.Contains(point.Slice(start, block.Length)))
            {
                return false;
            }

            start += block.Length;
        }

        return true;
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

    public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation, in MirrorRound round)
    {
        double after = variation + Deviation(state.Hint, observed);
        MirrorRound known = round with
        {
            Scale = round.Scale / Math.Sqrt(round.Offset + (round.Growth * variation)),
            NextScale = round.NextScale / Math.Sqrt(round.Offset + (round.Growth * after)),
            Offset = 1,
            Growth = 0,
        };
        int start = 0;
        foreach (Geometry block in _blocks)
        {
            double own = 0;
            block.Step(state.Slice(start, block.Length), observed.Slice(start, block.Length), ref own, known);
            start += block.Length;
        }

        variation = after;
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
}
