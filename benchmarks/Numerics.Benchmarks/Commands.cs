using System.Globalization;
using BenchmarkDotNet.Running;
using Numerics.Benchmarks.BuildTime;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.Constrained;
using Numerics.Benchmarks.Device;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Matrices;
using Numerics.Benchmarks.Measurement;
using Numerics.Benchmarks.OptimalTransport;
using Numerics.Benchmarks.Sketching;

namespace Numerics.Benchmarks;

/// <summary>The command line.</summary>
internal static class Commands
{
    private const string Usage =
        """
        paired [case …] [--rounds N] [--offset BYTES] [--length N] [--small N]
                         contenders in turn, round by round: medians, ratios, share of bandwidth
        quick            every comparison once on short arrays, and the check of the baselines: a smoke run
        gpu [quick] [--rounds N]
                         steps on the best device that ILGPU finds, beside a copy there and the CPU's kernel
        serve            one sample a line for each case named on standard input: for benchmarks/peers
        builds [--rules N] [--rounds N]
                         clean builds of a project of rules with and without their attributes
        edits [--rules N]
                         what an edit outside any rule costs the generator
        bdn [options]    the comparisons under BenchmarkDotNet
        transport [quick]
                         Sinkhorn–Newton–Sparse beside Sinkhorn's algorithm to one marginal error
        transport-memory [POINTS]
                         iterations on two clouds, and the memory that they took at most
        sketching [ROWS] least squares of condition 1e8 by sketch-and-precondition and by LSQR
        control [SIDE …] control of Poisson's equation by products, as the grid grows
        problems         answers about the 68 constrained test problems on standard input: for benchmarks/peers
        inner-solvers    constrained minimization by each inner solver, as problems grow
        check            the hand-written and TensorPrimitives baselines against plain loops in double

        Cases: adamw lion lamb adamw-many adamw-small lion-small exp expm1 log log1p tanh sigmoid
        online online-orthant online-whole online-ball online-simplex online-entropy online-small
        online-many-simplex online-many-entropy online-many-box
        uniform-float uniform-double normal-float normal-double product product-double
        least-squares softmax-rows logsumexp-rows kaczmarz-100 kaczmarz-1000 kaczmarz-10000
        gaussian-100 gaussian-1000 gaussian-10000 pair-sums
        batch batch-reducing batch-vec
        logistic rosenbrock rosenbrock-hv
        sinkhorn-float sinkhorn-double sinkhorn-points-2 sinkhorn-points-3 sinkhorn-points-10
        (default: all)
        """;

    private const int DefaultRounds = 31;
    private const int DefaultRules = 200;
    private const int DefaultBuilds = 5;
    private const int EditCount = 20;
    private const int QuickRules = 10;
    private const int ManyCount = 2000;
    private const int QuickRounds = 3;
    private const nint LargeLength = 16_000_000;
    private const nint QuickLength = 200_000;
    private const int SmallLength = 1000;
    private const int ProductSize = 1024;
    private const int QuickProductSize = 192;
    private const int SketchedRows = 200_000;
    private const int DeviceRounds = 11;
    private const int QuickCount = 20;
    private const int ManyLength = 8000;
    private const int ManyPoints = 100_000;

    private static readonly string[] Functions = ["exp", "expm1", "log", "log1p", "tanh", "sigmoid"];

    private static readonly string[] Draws = ["uniform-float", "uniform-double", "normal-float", "normal-double"];

    private static readonly string[] Online =
    [
        "online", "online-orthant", "online-whole", "online-ball", "online-simplex", "online-entropy", "online-small",
        .. Enum.GetValues<ManyLearners.Kind>().Select(ManyLearners.NameOf),
    ];

    private static readonly string[] Products = ["product", "product-double"];

    internal static int Run(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "paired":
                Paired(arguments[1..]);
                return 0;
            case "quick":
                return Quick();
            case "transport":
                SolverCommand.Run(Console.Out, arguments.Contains("quick"));
                return 0;
            case "transport-memory":
                MemoryCommand.Run(
                    Console.Out, arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : ManyPoints);
                return 0;
            case "sketching":
                LeastSquaresCommand.Run(
                    Console.Out, arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : SketchedRows);
                return 0;
            case "control":
                ControlCommand.Run(
                    Console.Out,
                    arguments.Length > 1 ? [.. arguments[1..].Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : [25, 50, 100, 200]);
                return 0;
            case ControlCommand.One:
                ControlCommand.RunOne(Console.Out, arguments[1..]);
                return 0;
            case "problems":
                ProblemServer.Run(Console.In, Console.Out);
                return 0;
            case "inner-solvers":
                InnerSolversCommand.Run(Console.Out);
                return 0;
            case "check":
                return BaselineCheck.Run(Console.Out);
            case "gpu":
                return OnDevice(arguments);
            case "serve":
                PeerServer.Run(Console.In, Console.Out, Create);
                return 0;
            case "builds":
                CleanBuilds.Run(
                    Console.Out, Option(arguments, "--rules", DefaultRules), Option(arguments, "--rounds", DefaultBuilds));
                return 0;
            case "edits":
                return IncrementalEdits.Run(Console.Out, Option(arguments, "--rules", DefaultRules), EditCount);
            case "bdn":
                BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run(arguments[1..]);
                return 0;
            default:
                Console.WriteLine(Usage);
                return arguments.Length == 0 ? 0 : 2;
        }
    }

    private static int OnDevice(string[] arguments)
    {
        bool isQuick = arguments.Contains("quick");
        return DeviceCommand.Run(
            Console.Out,
            isQuick ? new([QuickLength], QuickCount, ManyLength) : new([1_000_000, LargeLength], ManyCount, ManyLength),
            Option(arguments, "--rounds", isQuick ? QuickRounds : DeviceRounds),
            sampleMilliseconds: isQuick ? 2 : null);
    }

    private static int Quick()
    {
        int failed = BaselineCheck.Run(Console.Out);
        failed += IncrementalEdits.Run(Console.Out, QuickRules, EditCount);
        var sizes = new Sizes(QuickLength, SmallLength, 0, QuickProductSize, MatrixSizes.Quick);
        Compare(Names(), QuickRounds, sizes, sampleMilliseconds: 2);
        return failed;
    }

    private static void Paired(string[] arguments)
    {
        int rounds = Option(arguments, "--rounds", DefaultRounds);
        var sizes = new Sizes(
            Option(arguments, "--length", (int)LargeLength),
            Option(arguments, "--small", SmallLength),
            Option(arguments, "--offset", 0),
            ProductSize,
            MatrixSizes.Large);
        string[] chosen = [.. Names().Where(name => arguments.Contains(name))];
        Compare(chosen.Length == 0 ? Names() : chosen, rounds, sizes, sampleMilliseconds: null);
    }

    private static void Compare(IReadOnlyList<string> names, int rounds, Sizes sizes, double? sampleMilliseconds)
    {
        using var threads = new ThreadPair(Environment.ProcessorCount);
        Console.WriteLine(Machine.Describe(threads.Threads));
        Console.WriteLine();
        foreach (string name in names)
        {
            using Comparison comparison = Create(name, threads, sizes);
            using var probe = new MemoryProbe(threads, comparison.BytesPerElement == 0 ? 1 : comparison.Elements);
            IReadOnlyList<Contender> contenders = comparison.BytesPerElement == 0
                ? comparison.Contenders
                : [.. comparison.Contenders, .. probe.Contenders];
            double milliseconds = sampleMilliseconds ?? comparison.SampleMilliseconds;
            Report.Print(Console.Out, comparison, PairedRun.Measure(contenders, rounds, milliseconds));
            Console.WriteLine();
        }
    }

    private static string[] Names() =>
    [
        "adamw", "lion", "lamb", "adamw-many", "adamw-small", "lion-small",
        .. Online, .. Functions, .. Draws, .. Products, .. MatrixCases.Names,
    ];

    /// <summary>A comparison at the sizes that the targets name.</summary>
    internal static Comparison Create(string name, ThreadPair threads) =>
        Create(name, threads, new Sizes(LargeLength, SmallLength, 0, ProductSize, MatrixSizes.Large));

    private static Comparison Create(string name, ThreadPair threads, Sizes sizes) => name switch
    {
        "adamw" => new LargeAdamW(threads, sizes.Large, sizes.Offset),
        "lion" => new LargeLion(threads, sizes.Large, sizes.Offset),
        "lamb" => new LargeLamb(threads, sizes.Large, sizes.Offset),
        "adam" => OursAlone.Adam(sizes.Large),
        "sgd" => OursAlone.Sgd(sizes.Large),
        "adamw-many" => new ManyTensors(ManyCount, (int)(sizes.Large / ManyCount)),
        "adamw-small" => new SmallAdamW(sizes.Small),
        "lion-small" => new SmallLion(sizes.Small),
        "online" or "online-orthant" or "online-whole" => new LargeOptimisticBox(name, threads, sizes.Large / 16),
        "online-ball" or "online-simplex" or "online-entropy" => new LargeMirror(name[7..], threads, sizes.Large / 16),
        "online-small" => new SmallLearner(),
        "uniform-float" => new RandomNumbers<float>(name, isNormal: false),
        "uniform-double" => new RandomNumbers<double>(name, isNormal: false),
        "normal-float" => new RandomNumbers<float>(name, isNormal: true),
        "normal-double" => new RandomNumbers<double>(name, isNormal: true),
        "product" => LargeProduct.Float(name, threads, sizes.Product),
        "product-double" => LargeProduct.Double(name, threads, sizes.Product),
        _ when Enum.GetValues<ManyLearners.Kind>().Where(k => ManyLearners.NameOf(k) == name).ToArray() is [var kind] =>
            new ManyLearners((int)(sizes.Large / 1600), kind),
        _ => ElementaryFunction.Named(name) ?? MatrixCases.Named(name, threads, sizes.Matrices)
            ?? throw new ArgumentException($"No comparison is called '{name}'.", nameof(name)),
    };

    private static int Option(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 ? otherwise : int.Parse(arguments[at + 1], CultureInfo.InvariantCulture);
    }

    /// <summary>Elements of the large and the small comparisons, bytes of the large arrays' start past a 64-byte
    /// boundary, rows of the products, and the sizes of the matrix comparisons.</summary>
    private readonly record struct Sizes(nint Large, int Small, nint Offset, int Product, MatrixSizes Matrices);
}
