using System.Numerics.Tensors;
using Numerics.Rules;

namespace TransportSample;

/// <summary>Moves the colours of one photograph onto those of another.</summary>
internal static class ColourTransfer
{
    private const int Samples = 1000;
    private const double Epsilon = 2e-3;

    /// <summary>The photograph <paramref name="source"/> in the colours of <paramref name="to"/>, and the
    /// plan.</summary>
    public static (Photograph Picture, Transport Plan) Run(Photograph source, Photograph to)
    {
        float[] y = to.Sample(Samples);
        float[] weights = [.. Enumerable.Repeat(1f / Samples, Samples)];
        Transport plan = Sinkhorn.Solve(Points(source.Sample(Samples)), Points(y), weights, weights, Epsilon);

        float[] potential = [.. plan.Potentials.Columns.ToArray().Select(g => (float)g)];
        float[] logB = [.. weights.Select(w => MathF.Log(w))];
        float[][] moved = [new float[source.Count], new float[source.Count], new float[source.Count]];
        ColourMap.Send(
            Points(source.Colours), Points(y), potential, logB, Channel(y, 0), Channel(y, 1), Channel(y, 2),
            moved[0], moved[1], moved[2], Epsilon);
        float[] colours = [.. Enumerable.Range(0, 3 * source.Count).Select(i => moved[i % 3][i / 3])];
        return (source with { Colours = colours }, plan);
    }

    private static ReadOnlyTensorSpan<float> Points(float[] colours) => new(colours, [colours.Length / 3, 3], []);

    private static float[] Channel(float[] colours, int channel) =>
        [.. Enumerable.Range(0, colours.Length / 3).Select(i => colours[(3 * i) + channel])];
}
