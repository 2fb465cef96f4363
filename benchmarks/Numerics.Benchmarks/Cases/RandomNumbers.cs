using System.Numerics;
using System.Runtime.CompilerServices;
using Numerics.Benchmarks.Measurement;
using Numerics.Runtime;

namespace Numerics.Benchmarks.Cases;

/// <summary>Random numbers as functions of a key and a counter, against a loop over the platform's sequential generator.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class RandomNumbers<T> : Comparison
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Length = 4096;
    private const int Seed = 1;
    private readonly T[] _numbers = GC.AllocateUninitializedArray<T>(Length, pinned: true);
    private readonly Random _random = new();
    private readonly Random _shared = Random.Shared;
    private readonly Random _seeded = new(Seed);
    private readonly bool _isNormal;
    private readonly Action _draw;
    private long _counter;

    internal RandomNumbers(string name, bool isNormal)
    {
        (Name, _isNormal) = (name, isNormal);
        bool isSingle = typeof(T) == typeof(float);
        _draw = KernelContext.Default.VectorBits switch
        {
            512 => isSingle ? Draw<FloatGroup512<Fused>, float> : Draw<DoubleGroup512<Fused>, double>,
            256 => isSingle ? Draw<FloatGroup256<Fused>, float> : Draw<DoubleGroup256<Fused>, double>,
            _ => isSingle ? Draw<FloatGroup128<Fused>, float> : Draw<DoubleGroup128<Fused>, double>,
        };
    }

    internal override string Name { get; }

    internal override string Title => $"{Name}, one thread";

    internal override nint Elements => Length;

    internal override double BytesPerElement => 0;

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => _draw()),
        new("new Random()", _ => Sequential(_random)),
        new("Random.Shared", _ => Sequential(_shared)),
        new("new Random(seed)", _ => Sequential(_seeded)),
    ];

    public override void Dispose()
    {
    }

    private void Draw<V, E>()
        where V : struct, ILanes<V, E>
        where E : unmanaged
    {
        var numbers = new Pointer<E>((E*)Unsafe.AsPointer(ref _numbers[0]));
        _counter++;
        for (nint i = 0; i < Length; i += V.Count)
        {
            V.Store(_isNormal ? Draws.Normal<V, E>(Seed, _counter, i) : Draws.Uniform<V, E>(Seed, _counter, i), numbers, i);
        }
    }

    private void Sequential(Random random)
    {
        if (_isNormal)
        {
            Normal(random);
            return;
        }

        for (int i = 0; i < Length; i++)
        {
            _numbers[i] = T.CreateTruncating(random.NextDouble());
        }
    }

    /// <summary>Box and Muller, both numbers of a pair used.</summary>
    private void Normal(Random random)
    {
        for (int i = 0; i < Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            _numbers[i] = T.CreateTruncating(radius * cosine);
            _numbers[i + 1] = T.CreateTruncating(radius * sine);
        }
    }
}
