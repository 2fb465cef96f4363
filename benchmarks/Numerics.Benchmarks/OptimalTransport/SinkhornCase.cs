using System.Numerics;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.OptimalTransport;

/// <summary>An iteration in the log domain on a stored cost, against the same written by hand.</summary>
internal sealed class SinkhornCase<T> : Comparison
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>ε, as a part of the greatest cost.</summary>
    private const double Epsilon = 1e-2;
    private const double Wanted = 1 / 1.25;

    /// <summary>Roundings of an exponent of at most 1/ε, which potentials of size 1 show as so many of their own.</summary>
    private const double RoundingsOfPotential = 16;

    private readonly int _size;
    private readonly T[] _cost;
    private readonly T[] _weights;
    private readonly T[] _logarithms;
    private readonly T[] _f;
    private readonly HandWrittenSinkhorn<T> _byHand;
    private T[] _g;
    private T[] _next;

    internal SinkhornCase(string name, ThreadPair threads, int size)
    {
        (Name, _size) = (name, size);
        _cost = Clouds.Numbers<T>((nint)size * size, 0);
        _weights = Clouds.Weights<T>(size);
        _logarithms = Array.ConvertAll(_weights, T.Log);
        (_f, _g, _next) = (new T[size], new T[size], new T[size]);
        _byHand = new HandWrittenSinkhorn<T>(threads, size, size);
        Check();
    }

    internal override string Name { get; }

    internal override string Title =>
        $"An iteration of Sinkhorn's algorithm, {_size} × {_size}, {Clouds.NameOf<T>()}, stored cost, ε = {Epsilon} of it";

    internal override nint Elements => _cost.Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders => [new(Ours, _ => Call()), new(HandWritten, _ => ByHand())];

    internal override IReadOnlyList<Target> Targets => [new(HandWritten, Wanted)];

    public override void Dispose() => _byHand.Dispose();

    /// <summary>Both ways give the same potentials, from zeros and from where ten iterations lead.</summary>
    private void Check()
    {
        double allowed = RoundingsOfPotential * double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < 10; i++)
        {
            T[] start = [.. _g];
            Call();
            T[] ours = [.. _g];
            _g = start;
            ByHand();
            double off = ours.Zip(_g, (x, y) => double.CreateTruncating(T.Abs(x - y))).Max();
            if (!(off <= allowed))
            {
                throw new InvalidOperationException($"The hand-written iteration is {off} off, more than {allowed}.");
            }
        }
    }

    private void Call()
    {
        Clouds.Step(_f, _g, _cost, _weights, _weights, _logarithms, _next, Epsilon);
        (_g, _next) = (_next, _g);
    }

    private void ByHand()
    {
        _byHand.Step(_f, _g, _cost, _weights, _weights, _logarithms, _next, Epsilon);
        (_g, _next) = (_next, _g);
    }
}
