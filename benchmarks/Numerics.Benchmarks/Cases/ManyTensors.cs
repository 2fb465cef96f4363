using Numerics.Benchmarks.Measurement;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Cases;

/// <summary>AdamW over many tensors in one step of its optimizer, against one tensor of the same total.</summary>
internal sealed class ManyTensors : Comparison
{
    internal const string Flat = "one flat tensor";
    private const double Allowed = 1.2;
    private readonly AdamW.Optimizer _many;
    private readonly AdamW.Optimizer _flat;
    private readonly float[][] _manyGradients;
    private readonly float[] _flatGradient;

    internal ManyTensors(int tensors, int length)
    {
        Elements = (nint)tensors * length;
        var random = new Random(tensors);
        _manyGradients = Arrays(tensors, length, random);
        _flatGradient = Arrays(1, tensors * length, random)[0];
        _many = new AdamW.Optimizer(Arrays(tensors, length, random), Options());
        _flat = new AdamW.Optimizer(Arrays(1, tensors * length, random), Options());
    }

    internal override string Name => "adamw-many";

    internal override string Title => "AdamW.Optimizer over equal tensors, float";

    internal override nint Elements { get; }

    internal override double BytesPerElement => 7 * sizeof(float);

    internal override IReadOnlyList<Contender> Contenders =>
    [
        new(Ours, _ => _many.Step(_manyGradients)),
        new(Flat, _ => _flat.Step(_flatGradient)),
    ];

    internal override IReadOnlyList<Target> Targets => [new(Flat, 1 / Allowed)];

    public override void Dispose()
    {
        _many.Dispose();
        _flat.Dispose();
    }

    private static AdamW.Options Options() => new()
    {
        LearningRate = LearningRate,
        Beta1 = Beta1,
        Beta2 = Beta2,
        Epsilon = Epsilon,
        WeightDecay = WeightDecay,
    };

    private static float[][] Arrays(int count, int length, Random random)
    {
        var arrays = new float[count][];
        for (int k = 0; k < count; k++)
        {
            arrays[k] = new float[length];
            for (int i = 0; i < length; i++)
            {
                arrays[k][i] = random.NextSingle() - 0.5f;
            }
        }

        return arrays;
    }
}
