using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Tests.Derivatives;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>The value, the gradient and the Hessian's products of objectives on devices, beside the CPU's of the same plans.</summary>
public sealed class DerivativeTests
{
    /// <summary>Elements and rows: below a group's threads, above them, and above a block.</summary>
    public static IEnumerable<object[]> Lengths() =>
        from kind in DeviceCatalogue.Available
        from length in new[] { 1, 2, 7, 300, 5000 }
        select new object[] { kind, length };

    /// <summary>Of a sum of n terms n roundings on either side, of a term some forty: views, products and an elementary function; all
    /// relative to the greatest number.</summary>
    private static double Tolerance(int terms) => 2 * (terms + 40) / (double)(1L << 53);

    [Theory, MemberData(nameof(Lengths))]
    public void A_chain_of_views(AcceleratorType kind, int n)
    {
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var x = new Line(stream, n, 1);
        using var v = new Line(stream, n, 2);
        using var result = new Line(stream, n, 0);
        using var value = new Line(stream, 1, 0);
        double[] expected = new double[n];
        double expectedValue = Rosenbrock.ValueGradient(x.Numbers, expected);
        Rosenbrock.ValueGradient(stream, x.View, result.View, value.View);
        AssertNear(expected, result.Read(), n);
        AssertNear([expectedValue], value.Read(), n);
        Rosenbrock.Value(stream, x.View, value.View);
        AssertNear([expectedValue], value.Read(), n);
        Rosenbrock.ValueHessianVector(x.Numbers, v.Numbers, expected);
        Rosenbrock.ValueHessianVector(stream, x.View, v.View, result.View);
        AssertNear(expected, result.Read(), n);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Slices_and_shifts(AcceleratorType kind, int n)
    {
        n += 6;
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var x = new Line(stream, n, 3);
        using var result = new Line(stream, n, 0);
        using var value = new Line(stream, 1, 0);
        double[] expected = new double[n];
        double expectedValue = Functionals.ViewsGradient(x.Numbers, expected);
        Functionals.ViewsGradient(stream, x.View, result.View, value.View);
        AssertNear(expected, result.Read(), n);
        AssertNear([expectedValue], value.Read(), n);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Norms_and_means(AcceleratorType kind, int n)
    {
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var x = new Line(stream, n, 4);
        using var v = new Line(stream, n, 5);
        using var result = new Line(stream, n, 0);
        using var value = new Line(stream, 1, 0);
        double[] expected = new double[n];
        double expectedValue = Functionals.CentredGradient(x.Numbers, expected);
        Functionals.CentredGradient(stream, x.View, result.View, value.View);
        if (n > 1)
        {
            AssertNear(expected, result.Read(), n);
        }

        AssertNear([expectedValue], value.Read(), n);
        Functionals.NormsHessianVector(x.Numbers, v.Numbers, expected);
        Functionals.NormsHessianVector(stream, x.View, v.View, result.View);
        AssertNear(expected, result.Read(), n);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Logistic_regression(AcceleratorType kind, int n)
    {
        const int Columns = 9;
        n = Math.Min(n, 600) + 1;
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var w = new Line(stream, Columns, 6);
        using var v = new Line(stream, Columns, 7);
        using var a = new Line(stream, n * Columns, 8);
        using var y = new Line(stream, n, 9);
        using var result = new Line(stream, Columns, 0);
        using var value = new Line(stream, 1, 0);
        var rows = new System.Numerics.Tensors.ReadOnlyTensorSpan<double>(a.Numbers, [n, Columns], [Columns, 1]);
        var onDevice = new DeviceMatrix<double>(a.View, n, Columns);
        double[] expected = new double[Columns];
        double expectedValue = Logistic.LossGradient(w.Numbers, rows, y.Numbers, expected, 0.1);
        Logistic.LossGradient(stream, w.View, onDevice, y.View, result.View, value.View, 0.1);
        AssertNear(expected, result.Read(), n * Columns);
        AssertNear([expectedValue], value.Read(), n * Columns);
        Logistic.LossHessianVector(w.Numbers, rows, y.Numbers, v.Numbers, expected, 0.1);
        Logistic.LossHessianVector(stream, w.View, onDevice, y.View, v.View, result.View, 0.1);
        AssertNear(expected, result.Read(), n * Columns);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void A_stencil_in_two_dimensions(AcceleratorType kind, int n)
    {
        const int Columns = 7;
        n = Math.Min(n, 300) + 1;
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var u = new Line(stream, n * Columns, 10);
        using var v = new Line(stream, n * Columns, 11);
        using var result = new Line(stream, n * Columns, 0);
        using var value = new Line(stream, 1, 0);
        double[] expected = new double[n * Columns];
        double expectedValue = Stencils.LaplaceGradient(Read(u.Numbers), Written(expected));
        Stencils.LaplaceGradient(stream, OnDevice(u), OnDevice(result), value.View);
        AssertNear(expected, result.Read(), n * Columns);
        AssertNear([expectedValue], value.Read(), n * Columns);
        Stencils.LaplaceHessianVector(Read(u.Numbers), Read(v.Numbers), Written(expected));
        Stencils.LaplaceHessianVector(stream, OnDevice(u), OnDevice(v), OnDevice(result));
        AssertNear(expected, result.Read(), n * Columns);

        DeviceMatrix<double> OnDevice(Line line) => new(line.View, n, Columns);
        System.Numerics.Tensors.ReadOnlyTensorSpan<double> Read(double[] numbers) => new(numbers, [n, Columns], [Columns, 1]);
        System.Numerics.Tensors.TensorSpan<double> Written(double[] numbers) => new(numbers, [n, Columns], [Columns, 1]);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Constraints_over_a_line(AcceleratorType kind, int n)
    {
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var x = new Line(stream, n + 1, 13);
        using var v = new Line(stream, n + 1, 14);
        using var u = new Line(stream, n, 15);
        using var line = new Line(stream, n, 0);
        using var result = new Line(stream, n + 1, 0);
        (double[] product, double[] back) = (new double[n], new double[n + 1]);
        BoundChain.ConstraintsJacobianVector(x.Numbers, v.Numbers, product);
        BoundChain.ConstraintsJacobianVector(stream, x.View, v.View, line.View);
        AssertNear(product, line.Read(), n);
        BoundChain.ConstraintsJacobianTransposeVector(x.Numbers, u.Numbers, back);
        BoundChain.ConstraintsJacobianTransposeVector(stream, x.View, u.View, result.View);
        AssertNear(back, result.Read(), n);
        BoundChain.LagrangianHessianVector(x.Numbers, u.Numbers, v.Numbers, back);
        BoundChain.LagrangianHessianVector(stream, x.View, u.View, v.View, result.View);
        AssertNear(back, result.Read(), n);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Lines_one_after_the_other(AcceleratorType kind, int n)
    {
        n += 2;
        using AcceleratorStream stream = DeviceCatalogue.Get(kind).CreateStream();
        using var x = new Line(stream, n, 12);
        using var result = new Line(stream, n, 0);
        using var value = new Line(stream, 1, 0);
        double[] expected = new double[n];
        double expectedValue = Functionals.JoinedGradient(x.Numbers, expected);
        Functionals.JoinedGradient(stream, x.View, result.View, value.View);
        AssertNear(expected, result.Read(), 3 * n);
        AssertNear([expectedValue], value.Read(), 3 * n);
    }

    private static void AssertNear(double[] expected, double[] actual, int terms)
    {
        double bound = Tolerance(terms) * (1 + expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= bound, $"[{i}] is {actual[i]}, not {expected[i]} within {bound}");
        }
    }

    /// <summary>Numbers here and on the device.</summary>
    private sealed class Line : IDisposable
    {
        private readonly AcceleratorStream _stream;
        private readonly MemoryBuffer1D<double, Stride1D.Dense> _buffer;

        public Line(AcceleratorStream stream, int length, int seed)
        {
            var random = new Random(seed);
            _stream = stream;
            Numbers = [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];
            _buffer = stream.Accelerator.Allocate1D<double>(length);
            _buffer.View.CopyFromCPU(stream, Numbers);
            stream.Synchronize();
        }

        public double[] Numbers { get; }

        public ArrayView<double> View => _buffer.View;

        public double[] Read() => _buffer.GetAsArray1D(_stream);

        public void Dispose() => _buffer.Dispose();
    }
}
