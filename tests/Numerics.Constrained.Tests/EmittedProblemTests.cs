using System.Numerics.Tensors;
using Numerics.TestProblems;
using Numerics.Tests.Derivatives;

namespace Numerics.Tests.WithConstraints;

/// <summary>Each function that is emitted, on problems small enough to check by hand.</summary>
public class EmittedProblemTests
{
    private static readonly double[] X = [0.5, -2, 3, 0.25];
    private static readonly double[] Lambda = [2, -1, 4];
    private static readonly double[] V = [1, 2, -1, 0.5];

    [Fact]
    public void Sparse_and_dense_matrices_are_the_same()
    {
        double[] c = new double[3];
        double[] jacobian = new double[Hs40.ConstraintsJacobianColumns.Length];
        Hs40.ConstraintsJacobian(X, c, jacobian);
        Assert.Equal([0, 2, 5, 7], Hs40.ConstraintsJacobianRowStarts);
        Assert.Equal([0, 1, 0, 2, 3, 1, 3], Hs40.ConstraintsJacobianColumns);
        Assert.Equal([0.75, -4, 0.25, -1, 0.25, -1, 0.5], jacobian);
        double[] dense = new double[12];
        Hs40.ConstraintsJacobian(X, c, new TensorSpan<double>(dense, [3, 4], [4, 1]));
        Assert.Equal([0.75, -4, 0, 0, 0.25, 0, -1, 0.25, 0, -1, 0, 0.5], dense);

        double[] hessian = new double[Hs40.LagrangianHessianColumns.Length];
        Hs40.LagrangianHessian(X, Lambda, hessian);
        Assert.Equal([0, 1, 3, 5, 9], Hs40.LagrangianHessianRowStarts);
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 2, 3], Hs40.LagrangianHessianColumns);

        // 6λ₁x₁ + 2λ₂x₄, −x₃x₄, 2λ₁, −x₂x₄, −x₁x₄, −x₂x₃ + 2λ₂x₁, −x₁x₃, −x₁x₂, 2λ₃.
        Assert.Equal([5.5, -0.75, 4, 0.5, -0.125, 5, -1.5, 1, 8], hessian);
        double[] whole = new double[16];
        Hs40.LagrangianHessian(X, Lambda, new TensorSpan<double>(whole, [4, 4], [4, 1]));
        Assert.Equal([5.5, -0.75, 0.5, 5, -0.75, 4, -0.125, -1.5, 0.5, -0.125, 0, 1, 5, -1.5, 1, 8], whole);
    }

    [Fact]
    public void Products_are_those_of_the_matrices()
    {
        (double[] jv, double[] jtu, double[] hv, double[] gradient) = (new double[3], new double[4], new double[4], new double[4]);
        Hs40.ConstraintsJacobianVector(X, V, jv);
        Assert.Equal([-7.25, 1.375, -1.75], jv);
        Hs40.ConstraintsJacobianTransposeVector(X, Lambda, jtu);
        Assert.Equal([1.25, -12, 1, 1.75], jtu);
        Hs40.LagrangianHessianVector(X, Lambda, V, hv);
        Assert.Equal([6, 6.625, 0.75, 5], hv);
        double lagrangian = Hs40.LagrangianGradient(X, Lambda, gradient);
        Assert.Equal([2.75, -12.375, 1.25, 4.75], gradient);
        Assert.Equal(0.75 + (2 * 3.125) + 2.9375 + (4 * 2.0625), lagrangian);
        Assert.Equal(0.75, Hs40.ObjectiveGradient(X, gradient));
        Assert.Equal([1.5, -0.375, 0.25, 3], gradient);
        Hs40.ObjectiveHessianVector(X, V, hv);
        Assert.Equal([-0.75 * 2 - 0.5 + 3, -0.75 + 0.125 - 0.75, 0.5 - 0.25 + 0.5, 6 - 3 - 1], hv);
    }

    /// <summary>All numbers here are exact in single precision too.</summary>
    [Fact]
    public void Single_precision_is_double_precision_rounded()
    {
        (float[] c, float[] jacobian, float[] gradient) = (new float[3], new float[7], new float[4]);
        float[] x = [.. X.Select(e => (float)e)];
        Assert.Equal(0.75, Hs40.FirstOrder(x, gradient, c, jacobian));
        Assert.Equal([1.5F, -0.375F, 0.25F, 3F], gradient);
        Assert.Equal([3.125F, -2.9375F, 2.0625F], c);
        Assert.Equal([0.75F, -4F, 0.25F, -1F, 0.25F, -1F, 0.5F], jacobian);
        float[] dense = new float[12];
        Hs40.ConstraintsJacobian(x, c, new TensorSpan<float>(dense, [3, 4], [4, 1]));
        Assert.Equal(-4F, dense[1]);
        Assert.Equal(0.75, Hs40.Objective(x));
    }

    [Theory]
    [InlineData(false, 1.0)]
    [InlineData(true, 1.0)]
    [InlineData(true, -1.0)]
    [InlineData(false, -1.0)]
    public void Parameters_data_and_conditions_reach_the_derivatives(bool isSoft, double x0)
    {
        (double[] x, double[] k, double[] v) = ([x0, 7, 0.25], [0.5, 2], [0.5, 1, -1]);
        (double[] gradient, double[] hv) = (new double[3], new double[3]);
        double value = Hook.EnergyGradient(x, k, gradient, 2.5, isSoft);
        Assert.Equal(Hook.Energy((Vec)x, (Vec)k, 2.5, isSoft).Value, value);
        Assert.Equal(0, gradient[1]);
        (double along, double error) = Differences.Along(p => Hook.Energy((Vec)p, (Vec)k, 2.5, isSoft).Value, x, v);
        Assert.InRange(Evaluated.Dot(gradient, v), along - error, along + error);
        Hook.EnergyHessianVector(x, k, v, hv, 2.5, isSoft);
        (along, error) = Differences.Along(Slope, x, v);
        Assert.InRange(Evaluated.Dot(hv, v), along - error, along + error);

        double Slope(double[] p)
        {
            double[] g = new double[3];
            Hook.EnergyGradient(p, k, g, 2.5, isSoft);
            return Evaluated.Dot(g, v);
        }
    }

    [Fact]
    public void Parameters_of_one_name_are_one_parameter()
    {
        (double[] gradient, double[] c, double[] jacobian) = (new double[2], new double[2], new double[4]);
        double value = Scaled.FirstOrder([3, 4], [1, 1], gradient, c, jacobian, weight: 0.5, radius: 2);
        Assert.Equal(0.5 * 4 + 9, value);
        Assert.Equal([2 * (4.5 + 16 - 2), 24], c);
        Assert.Equal([6, 16, 8, 6], jacobian);
        var problem = new Scaled.ConstrainedProblem(new double[] { 1, 1 }, weight: 0.5, radius: 2);
        Assert.Equal(value, problem.Evaluate([3, 4], gradient, c, jacobian));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scaled.FirstOrder([3, 4], [1, 1], gradient, c, jacobian, radius: -1));
    }

    [Fact]
    public void Bad_arrays_are_refused_before_anything_is_written()
    {
        (double[] gradient, double[] c, double[] jacobian) = (new double[4], new double[3], new double[7]);
        ArgumentException e = Assert.Throws<ArgumentException>(() => Hs40.FirstOrder(X.AsSpan(0, 3), gradient, c, jacobian));
        Assert.Equal("x", e.ParamName);
        Assert.Contains("has 3 elements; it must have 4", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => Hs40.FirstOrder(X, gradient, c, new double[8]));
        Assert.Equal("jacobian", e.ParamName);
        double[] shared = [.. X];
        e = Assert.Throws<ArgumentException>(() => Hs40.FirstOrder(shared, shared, c, jacobian));
        Assert.Equal("gradient", e.ParamName);
        Assert.Equal(X, shared);
        e = Assert.Throws<ArgumentException>(
            () => Hs40.ConstraintsJacobian(X, c, new TensorSpan<double>(new double[12], [4, 3], [3, 1])));
        Assert.Equal("jacobian", e.ParamName);
        Assert.All(gradient.Concat(c).Concat(jacobian), a => Assert.Equal(0, a));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(5001)]
    public void Constraints_over_arrays_have_products_with_their_Jacobian(int n)
    {
        (double[] x, double[] v, double[] u) = (Wave(n, 1), Wave(n, 2), Wave(n - 1, 3));
        (double[] c, double[] jv, double[] jtu) = (new double[n - 1], new double[n - 1], new double[n]);
        Chain.Constraints(x, c, b: 3);
        Assert.All(Chain.Constraints((Vec)x, 3).ToArray().Zip(c), e => Assert.Equal(e.First, e.Second, 1E-14));
        Chain.ConstraintsJacobianVector(x, v, jv, b: 3);
        Assert.All(Enumerable.Range(0, n - 1), i => Assert.Equal(v[i + 1] - (6 * x[i] * v[i]), jv[i], 1E-14));
        Chain.ConstraintsJacobianTransposeVector(x, u, jtu, b: 3);
        Assert.All(Enumerable.Range(0, n), i => Assert.Equal(
            (i > 0 ? u[i - 1] : 0) - (i < n - 1 ? 6 * x[i] * u[i] : 0), jtu[i], 1E-14));
        (double[] gradient, double[] hv) = (new double[n], new double[n]);
        double value = Chain.LagrangianGradient(x, u, gradient, a: 2, b: 3);

        // Each of the sum's n terms, of at most 15, takes part in at most n roundings, and in ten of its own.
        double rounding = Math.Pow(2, -53) * (n + 10) * 15 * n;
        Assert.Equal(Chain.Objective((Vec)x, 2).Value + Evaluated.Dot(c, u), value, rounding);
        Assert.All(Enumerable.Range(0, n), i => Assert.Equal(
            jtu[i] + (i < n - 1 ? -2 * (2 - x[i]) : 0) + (i > 0 ? 0.5 * Math.Exp(0.5 * x[i]) : 0), gradient[i], 1E-13));
        Chain.LagrangianHessianVector(x, u, v, hv, a: 2, b: 3);
        Assert.All(Enumerable.Range(0, n), i => Assert.Equal(
            ((i < n - 1 ? 2 - (6 * u[i]) : 0) + (i > 0 ? 0.25 * Math.Exp(0.5 * x[i]) : 0)) * v[i], hv[i], 1E-13));
    }

    /// <summary>J = (2x₀, x₂, x₁, 0, …; 1, 1, …; 0, eˣ¹, 0, …), and of the chain's squares the Hessian is tridiagonal.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void Numbers_are_constraints_beside_an_objective_over_arrays(int n)
    {
        (double[] x, double[] v, double[] u) = (Wave(n, 1), Wave(n, 2), [0.5, -1, 2]);
        (double[] c, double[] jv, double[] jtu, double[] hv) = (new double[3], new double[3], new double[n], new double[n]);
        double rounding = Math.Pow(2, -53) * 8 * n;
        Anchored.Constraints(x, c, length: 3);
        Near([(x[0] * x[0]) + (x[1] * x[2]) - 3, x.Sum(), Math.Exp(x[1])], c);
        Near(Anchored.Constraints((Vec)x, 3).ToArray(), c);
        Anchored.ConstraintsJacobianVector(x, v, jv, length: 3);
        Near([(2 * x[0] * v[0]) + (x[2] * v[1]) + (x[1] * v[2]), v.Sum(), Math.Exp(x[1]) * v[1]], jv);
        Anchored.ConstraintsJacobianTransposeVector(x, u, jtu, length: 3);
        double[] first = [2 * x[0] * u[0], (x[2] * u[0]) + (Math.Exp(x[1]) * u[2]), x[1] * u[0]];
        Near([.. Enumerable.Range(0, n).Select(i => u[1] + (i < 3 ? first[i] : 0))], jtu);
        Anchored.LagrangianHessianVector(x, u, v, hv, length: 3);
        double[] curved = [2 * u[0] * v[0], (u[0] * v[2]) + (Math.Exp(x[1]) * u[2] * v[1]), u[0] * v[1]];
        Near(
            [.. Enumerable.Range(0, n).Select(i => (i > 0 ? 2 * (v[i] - v[i - 1]) : 0) - (i < n - 1 ? 2 * (v[i + 1] - v[i]) : 0)
                + (i < 3 ? curved[i] : 0))],
            hv);

        // Sums of at most n terms below 8, and of a term a few roundings.
        void Near(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), e => Assert.Equal(e.First, e.Second, 4 * rounding));
    }

    [Fact]
    public void Constraints_by_a_matrix_have_products_with_their_Jacobian()
    {
        (double[] x, double[] b, double[] v, double[] u) = ([1, 2], [1, 0, -1], [0.5, -1], [1, -2, 0.5]);
        double[] data = [1, 0, 2, 1, -1, 3];
        (double[] jv, double[] jtu, double[] hv) = (new double[3], new double[2], new double[2]);
        var a = new ReadOnlyTensorSpan<double>(data, [3, 2], [2, 1]);

        // A·x = (1, 4, 5); A·v = (0.5, 0, −3.5); J = diag(2A·x)·A.
        Planes.ConstraintsJacobianVector(x, a, b, v, jv);
        Assert.Equal([1, 0, -35], jv);
        Planes.ConstraintsJacobianTransposeVector(x, a, b, u, jtu);
        Assert.Equal([2 - 32 - 5, -16 + 15], jtu);
        Planes.LagrangianHessianVector(x, a, b, u, v, hv);
        double[] weighted = [0.5 * (12 + 2), 0, -3.5 * ((12 * 25) + 1)];
        Assert.Equal([weighted[0] - weighted[2] + 1, (3 * weighted[2]) - 2], hv);
    }

    private static double[] Wave(int n, double phase) => [.. Enumerable.Range(0, n).Select(i => Math.Sin((1.3 * i) + phase))];
}
