using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Runtime;
using Numerics.Testing;
using Numerics.Tests.Matrices;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>Rules over matrices and with loops agree with their definition on devices.</summary>
public sealed class ProgramTests
{
    /// <summary>Of the shapes of the CPU's tests so many are run: compiled code is the same for all, and the simulation is slow.</summary>
    private const int EachShape = 11;

    /// <summary>Rules that have every kind of step between them. Each is compiled by PoCL too, which takes a second and more, and there
    /// in one type: the first in float, the next in double, and so on.</summary>
    private static readonly string[] OnEveryDevice =
    [
        "LeastSquares.Step", "SoftMaxOfRows.Apply", "SoftMaxOfColumns.Apply", "Affinity.Sums", "Simplex.Project", "Sketch.Count",
        "Gram.Step", "RowSketch.Count", "Noise.Add", "RandomKaczmarz.Sweep", "Blockwise.Step", "TopK.Keep", "SparseLeastSquares.Step",
        "SparseKaczmarz.Sweep", "Compactions.Of", "Power.Iterate",
    ];

    public static IEnumerable<string> EveryKind => OnEveryDevice;

    public static IEnumerable<object[]> Cases() =>
        from kind in DeviceCatalogue.Available
        from rule in Drawn
        where kind != AcceleratorType.OpenCL && !OnEveryDevice.Contains(NameOf(rule))
        select new object[] { kind, NameOf(rule) };

    private static string NameOf(object[] drawn) => ((ProgramRule)drawn[0]).Name[(typeof(LeastSquares).Namespace!.Length + 1)..];

    private static IEnumerable<object[]> Drawn => MatrixRuleCases.Rules().Concat(MatrixRuleCases.SparseRules());

    /// <summary>Rows and columns: work of a member beyond what one group takes alone, where single calls go item by item with many
    /// groups, and within it.</summary>
    public static IEnumerable<object[]> Batches() => [[300, 150], [17, 33]];

    [Fact]
    public void Every_kind_of_step_is_among_those_for_every_device()
    {
        HashSet<Type> Steps(Func<object[], bool> isOf) => [.. Drawn.Where(isOf).Select(r => (ProgramRule)r[0])
            .SelectMany(r => r.Plans).SelectMany(p => p.AllItems()).Select(i => i.GetType())];
        Assert.Empty(OnEveryDevice.Except(Drawn.Select(NameOf)));
        Assert.Empty(Steps(_ => true).Except(Steps(r => OnEveryDevice.Contains(NameOf(r)))).Select(t => t.Name));
    }

    [Theory, OnEachDevice(nameof(EveryKind))]
    public void Every_kind_of_step_agrees_with_the_definition(AcceleratorType kind, string name) =>
        Agrees(kind, name, kind != AcceleratorType.OpenCL ? null : Array.IndexOf(OnEveryDevice, name) % 2 == 0);

    [Theory, MemberData(nameof(Cases))]
    public void Devices_agree_with_the_definition(AcceleratorType kind, string name) => Agrees(kind, name, null);

    /// <param name="kind">The device.</param>
    /// <param name="name">The rule.</param>
    /// <param name="isSingle">Whether it is the kernels in float, or those in double; null for both.</param>
    private static void Agrees(AcceleratorType kind, string name, bool? isSingle)
    {
        object[] drawn = Drawn.Single(r => NameOf(r) == name);
        (ProgramRule rule, int axes, bool hasPoints) = ((ProgramRule)drawn[0], (int)drawn[1], (bool)drawn[4]);
        var host = (Func<nint[], double[]>)drawn[2];
        var scalars = (Func<nint[], double[]>)drawn[3];
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        foreach (nint[] lengths in MatrixRuleCases.Shapes(axes).Where((_, i) => i % EachShape == 3))
        {
            if (isSingle != true)
            {
                ProgramCase<double> wide = ProgramCases.Draw<double>(
                    rule, lengths, host(lengths), scalars(lengths), 3, r => r.Next(-8, 9) / 4.0);
                MatrixRuleCases.AssertNear(
                    rule, lengths, ProgramCases.Define(rule, wide, hasPoints), ProgramRun.Run(stream, rule, wide),
                    MatrixRuleCases.DoubleRounding);
            }

            if (isSingle != false)
            {
                ProgramCase<float> single = ProgramCases.Draw<float>(
                    rule, lengths, host(lengths), scalars(lengths), 3, r => r.Next(-8, 9) / 4.0);
                MatrixRuleCases.AssertNear(
                    rule, lengths, ProgramCases.Define(rule, single, hasPoints), ProgramRun.Run(stream, rule, single),
                    MatrixRuleCases.SingleRounding);
            }
        }
    }

    /// <summary>Two runs with the same bits on one stream, where the second finds what the first left in the memory between, and one on
    /// a stream of its own; of the shapes the greatest too, which many groups share.</summary>
    [Theory, OnEachDevice(nameof(EveryKind))]
    public void Every_run_has_the_same_bits(AcceleratorType kind, string name)
    {
        object[] drawn = Drawn.Single(r => NameOf(r) == name);
        (var host, var scalars) = ((Func<nint[], double[]>)drawn[2], (Func<nint[], double[]>)drawn[3]);
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream(), other = DeviceCatalogue.Get(kind).CreateStream();
        nint[][] shapes = [.. MatrixRuleCases.Shapes((int)drawn[1])];
        foreach (nint[] lengths in new[] { shapes[shapes.Length / 2], shapes[^1] })
        {
            if (Array.IndexOf(OnEveryDevice, name) % 2 == 0)
            {
                AssertSame<float>(lengths);
            }
            else
            {
                AssertSame<double>(lengths);
            }
        }

        void AssertSame<T>(nint[] lengths)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var rule = (ProgramRule)drawn[0];
            ProgramCase<T> given = ProgramCases.Draw<T>(
                rule, lengths, host(lengths), scalars(lengths), 3, r => (2 * r.NextDouble()) - 1);
            long[] first = Bits(ProgramRun.Run(stream, rule, given));
            Assert.Equal(first, Bits(ProgramRun.Run(stream, rule, given)));
            Assert.Equal(first, Bits(ProgramRun.Run(other, rule, given)));
        }
    }

    /// <summary>The bits of all that a run gives.</summary>
    private static long[] Bits<T>(ProgramCase<T> run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. run.Arrays.SelectMany(a => a).Select(double.CreateTruncating).Concat(run.Results).Select(BitConverter.DoubleToInt64Bits)];

    /// <summary>The lengths of a line that is indexed: a group takes the first alone, of the second a pass has many.</summary>
    public static IEnumerable<int> Indexed => [5, 200];

    /// <summary>An index that is not there, such as would be there in 32 bits among them: With changes nothing, an element is NaN.</summary>
    [Theory, OnEachDevice(nameof(Indexed))]
    public void What_is_not_there_is_NaN_and_is_not_replaced(AcceleratorType kind, int n)
    {
        const double Replacement = 2;
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        ProgramCase<float> first = At(0), second = At(1);
        Assert.Equal(Replacement, first.Arrays[0][0]);
        Assert.Equal(Replacement, second.Arrays[0][1]);
        Assert.All(first.Results.Concat(second.Results), value => Assert.True(double.IsFinite(value)));
        float[] kept = [second.Arrays[0][0], .. first.Arrays[0].Skip(1)];
        foreach (long index in new[] { -1, n, 1L << 32, -1L << 32, long.MaxValue, long.MinValue })
        {
            ProgramCase<float> outside = At(index);
            Assert.Equal(kept, outside.Arrays[0]);
            Assert.Equal(double.NaN, Assert.Single(outside.Results));
        }

        ProgramCase<float> At(long index) => ProgramRun.Run(stream, Power.IterateRule.Instance, ProgramCases.Draw<float>(
            Power.IterateRule.Instance, [n], [3], [BitConverter.Int64BitsToDouble(index)], n, r => r.NextDouble()));
    }

    [Theory, OnEachDevice(nameof(Batches))]
    public void A_batch_equals_its_members_to_the_bit(AcceleratorType kind, int rows, int columns)
    {
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        foreach (ProgramRule rule in new ProgramRule[]
            { LeastSquares.StepRule.Instance, SoftMaxOfColumns.ApplyRule.Instance, ColumnPositions.OfRule.Instance })
        {
            double[] host = rule == LeastSquares.StepRule.Instance ? [1e-3, 0.1] : [];
            nint[] axes = rule == LeastSquares.StepRule.Instance ? [columns, rows] : [rows, columns];
            ProgramCase<float>[] cases = [.. Enumerable.Range(0, 3).Select(seed =>
                ProgramCases.Draw<float>(rule, axes, host, [], seed, r => (r.NextDouble() * 4) - 2))];
            IReadOnlyList<ProgramCase<float>> batch = ProgramRun.Run(stream, ProgramRun.DeviceRuleOf(rule), cases);
            for (int p = 0; p < cases.Length; p++)
            {
                ProgramCase<float> alone = ProgramRun.Run(stream, rule, cases[p]);
                Assert.Equal(alone.Arrays, batch[p].Arrays);
                Assert.Equal(alone.Results, batch[p].Results);
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_by_name()
    {
        Accelerator accelerator = DeviceCatalogue.Get(AcceleratorType.CPU);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, ILGPU.Stride1D.Dense> memory = accelerator.Allocate1D<float>(24);
        using MemoryBuffer1D<double, ILGPU.Stride1D.Dense> residual = accelerator.Allocate1D<double>(1);
        ILGPU.ArrayView<float> all = memory.View;
        var error = Assert.Throws<ArgumentException>(() => LeastSquares.Step(
            stream, all.SubView(0, 4), new DeviceMatrix<float>(all.SubView(4, 10), 2, 5), all.SubView(14, 2), residual.View, 0.1, 0));
        Assert.Equal("a has 5 columns and w has 4 elements; the two are the same in this rule. (Parameter 'a')", error.Message);
        Assert.Throws<ArgumentException>(() => LeastSquares.Step(
            stream, all.SubView(0, 5), new DeviceMatrix<float>(all.SubView(4, 10), 2, 5), all.SubView(14, 2), residual.View, 0.1, 0));
        Assert.Throws<ArgumentException>(() => new DeviceMatrix<float>(all.SubView(0, 9), 2, 5));
    }

    [Fact]
    public void A_sparse_matrix_that_does_not_fit_is_refused_by_name()
    {
        Accelerator accelerator = DeviceCatalogue.Get(AcceleratorType.CPU);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, ILGPU.Stride1D.Dense> memory = accelerator.Allocate1D<float>(24);
        using MemoryBuffer1D<double, ILGPU.Stride1D.Dense> residual = accelerator.Allocate1D<double>(1);
        using var a = new DeviceCsrMatrix<float>(stream, new CsrMatrix<float>(2, 5, [0, 2, 5], [0, 4, 0, 1, 2], [1, 2, 3, 4, 5]));
        ILGPU.ArrayView<float> all = memory.View;
        var error = Assert.Throws<ArgumentException>(() => SparseLeastSquares.Step(
            stream, all.SubView(0, 4), a, all.SubView(14, 2), residual.View, 0.1, 0));
        Assert.Equal("a has 5 columns and w has 4 elements; the two are the same in this rule. (Parameter 'a')", error.Message);
        Assert.Throws<ArgumentException>(() => SparseLeastSquares.Step(stream, a.Values, a, all.SubView(14, 2), residual.View, 0.1, 0));
    }
}
