using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Passes;

/// <summary>Derivatives of random graphs of smooth functions against differences of the graphs themselves.</summary>
public class RandomDerivativeTests
{
    private const int Graphs = 200;
    private const int Length = 3;
    private const int Operations = 12;

    /// <summary>Unit roundoff, 2⁻⁵³.</summary>
    private const double Rounding = 1.1102230246251565E-16;

    /// <summary>A graph has fewer operations on each way from a leaf to the root than this, each with a few roundings.</summary>
    private const int Roundings = 100;

    /// <summary>ε^(1/5), where truncation and rounding of the extrapolated difference meet.</summary>
    private static readonly double Step = Math.Pow(Rounding, 0.2);

    [Fact]
    public void GradientsAndHessianVectorProductsAreThoseOfTheGraphs()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Check(seed);
        }
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        var graph = new GraphBuilder();
        int x = graph.Add(new Node(Op.Load, Kind.Vec, EquatableArray<int>.Empty));
        int constant = graph.Add(new Node(Op.Load, Kind.Vec, EquatableArray<int>.Empty, Index: 1));
        int v = graph.Add(new Node(Op.Load, Kind.Vec, EquatableArray<int>.Empty, Index: 2));
        int root = RandomNumber(random, graph, x, constant);
        var algebra = new Algebra(graph);
        int gradient = new Adjoints(algebra, root, [x]).Of(x);
        int along = graph.Add(Op.ReduceDot, Kind.Scalar, gradient, constant);
        int product = new Tangents(algebra, new Dictionary<int, int> { [x] = v }).Of(along) ?? algebra.Number(0);
        Graph whole = graph.ToGraph();
        (double[] at, double[] other, double[] d) = (Draw(random), Draw(random), Draw(random));

        double Value(int node, double[] point) => ((Scalar)new Evaluation(
            whole, typeof(RandomDerivativeTests).Assembly, Length, (_, n) => n.Op != Op.Load ? null
                : (Vec)(n.Index == 0 ? point : n.Index == 1 ? other : d))[node]).Value;
        int slope = graph.Add(Op.ReduceDot, Kind.Scalar, gradient, v);
        whole = graph.ToGraph();
        AssertIsSlope(p => Value(root, p), Value(slope, at), at, d, $"gradient, seed {seed}");
        AssertIsSlope(p => Value(along, p), Value(product, at), at, d, $"Hessian, seed {seed}");
    }

    /// <summary>|D(2h) − D(h)| bounds what extrapolation leaves; a rounding of the greatest value seen comes out divided by h.</summary>
    private static void AssertIsSlope(Func<double[], double> f, double slope, double[] x, double[] d, string what)
    {
        double size = 1;
        double At(double h)
        {
            double value = f([.. x.Zip(d, (a, b) => a + (h * b))]);
            size = Math.Max(size, Math.Abs(value));
            return value;
        }

        double once = (At(Step) - At(-Step)) / (2 * Step);
        double twice = (At(2 * Step) - At(-2 * Step)) / (4 * Step);
        double error = Math.Abs(twice - once) + (Roundings * Rounding * size / Step);
        double expected = ((4 * once) - twice) / 3;
        Assert.True(Math.Abs(slope - expected) <= error, $"{what}: {slope} is {expected} ± {error}");
    }

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, Length).Select(_ => (2 * random.NextDouble()) - 1)];

    /// <summary>A number made of random operations on arrays and numbers.</summary>
    private static int RandomNumber(Random random, GraphBuilder graph, int x, int constant)
    {
        List<int> values = [x, constant, graph.FromHost(graph.Literal(0.5)), graph.FromHost(graph.Literal(-2.0))];
        for (int k = 0; k < Operations; k++)
        {
            values.Add(RandomOperation(random, graph, values));
        }

        int last = values.Last(i => graph[i].Kind == Kind.Vec);
        return graph.Add(Op.ReduceDot, Kind.Scalar, graph.Add(Op.Tanh, Kind.Vec, last), x);
    }

    private static int RandomOperation(Random random, GraphBuilder graph, List<int> values)
    {
        int Pick() => values[^(1 + random.Next(Math.Min(6, values.Count)))];
        int PickArray() => values.Where(i => graph[i].Kind == Kind.Vec).Reverse().ElementAt(random.Next(2));
        (int a, int b) = (Pick(), Pick());
        Kind kind = KindTable.Join([graph[a].Kind, graph[b].Kind])!.Value;
        int one = graph.FromHost(graph.Literal(1.0));
        int Above(int value) => graph.Add(Op.Add, graph[value].Kind, one, graph.Add(Op.Square, graph[value].Kind, value));
        return random.Next(10) switch
        {
            0 => graph.Add(Op.Add, kind, a, b),
            1 => graph.Add(Op.Sub, kind, a, b),
            2 => graph.Add(Op.Mul, kind, graph.Add(Op.Tanh, graph[a].Kind, a), b),
            3 => graph.Add(Op.Div, kind, a, Above(b)),
            4 => graph.Add(Unary(random), graph[a].Kind, a),
            5 => graph.Add(Op.Log, graph[a].Kind, Above(a)),
            6 => graph.Add(Op.Sqrt, graph[a].Kind, Above(a)),
            7 => graph.Add(Op.ReduceSum, Kind.Scalar, graph.Add(Op.Sigmoid, Kind.Vec, PickArray())),
            8 => graph.Add(Op.ReduceDot, Kind.Scalar, graph.Add(Op.Tanh, Kind.Vec, PickArray()), PickArray()),
            _ => graph.Add(Op.Rsqrt, graph[a].Kind, Above(a)),
        };
    }

    private static Op Unary(Random random) => (new[] { Op.Neg, Op.Tanh, Op.Sigmoid, Op.Softplus, Op.Square, Op.Sin, Op.Cos, Op.Atan })[random.Next(8)];
}
