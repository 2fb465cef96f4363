using Numerics.Rules;

namespace Numerics.Online;

/// <summary>A geometry of each sort in five coordinates, for the tests of the learner.</summary>
public static class LearnerSets
{
    internal static StepSize Steps { get; } = StepSize.Convex(2, 4);

    public static TheoryData<string> Names => [.. All.Keys];

    internal static Dictionary<string, Geometry> All { get; } = new()
    {
        ["whole"] = Geometry.Whole(5),
        ["orthant"] = Geometry.Orthant(5),
        ["box"] = Geometry.Box(5, -1, 2),
        ["ball"] = Geometry.Ball(5, 1.5),
        ["simplex"] = Geometry.Simplex(5),
        ["entropy"] = Geometry.Entropy(5),
        ["quadratic"] = Geometry.Quadratic(new float[,]
        {
            { 2, 1, 0, 0, 0 }, { 1, 3, 0, 0, 0 }, { 0, 0, 1, 0, 0 }, { 0, 0, 0, 0.5f, 0.25f }, { 0, 0, 0, 0.25f, 1 },
        }),
        ["product"] = Geometry.Product(Geometry.Box(2, 0, 1), Geometry.Simplex(3)),
        ["mixed"] = Geometry.Product(Geometry.Ball(2, 1), Geometry.Entropy(3)),
    };

    /// <summary>Mirror descent and, where the geometry has it, following the leader.</summary>
    internal static bool[] Forms(string name) => name == "quadratic" ? [false] : [false, true];

    /// <summary>Elements between −2 and 2.</summary>
    internal static float[] Gradient(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)((4 * random.NextDouble()) - 2))];
}
