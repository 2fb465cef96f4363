using System.Numerics.Tensors;

namespace Numerics.Tests.Derivatives;

/// <summary>An objective of one array as its definition and as what is generated.</summary>
internal sealed record GradientCase(
    Func<double[], double> Value, Func<double[], double[], double> Gradient, Action<double[], double[], double[]> Hessian, int Least = 3)
{
    public static IReadOnlyDictionary<string, GradientCase> All { get; } = new Dictionary<string, GradientCase>
    {
        ["Rosenbrock"] = new(
            x => Rosenbrock.Value((Vec)x).Value,
            (x, g) => Rosenbrock.ValueGradient(x, g),
            (x, v, h) => Rosenbrock.ValueHessianVector(x, v, h)),
        ["Unary"] = new(
            x => Functionals.Unary((Vec)x).Value,
            (x, g) => Functionals.UnaryGradient(x, g),
            (x, v, h) => Functionals.UnaryHessianVector(x, v, h)),
        ["Kinks"] = new(
            x => Functionals.Kinks((Vec)x).Value,
            (x, g) => Functionals.KinksGradient(x, g),
            (x, v, h) => Functionals.KinksHessianVector(x, v, h)),
        ["Powers"] = new(
            x => Functionals.Powers((Vec)x).Value,
            (x, g) => Functionals.PowersGradient(x, g),
            (x, v, h) => Functionals.PowersHessianVector(x, v, h)),
        ["Norms"] = new(
            x => Functionals.Norms((Vec)x).Value,
            (x, g) => Functionals.NormsGradient(x, g),
            (x, v, h) => Functionals.NormsHessianVector(x, v, h)),
        ["Centred"] = new(
            x => Functionals.Centred((Vec)x).Value,
            (x, g) => Functionals.CentredGradient(x, g),
            (x, v, h) => Functionals.CentredHessianVector(x, v, h)),
        ["LogSum"] = new(
            x => Functionals.LogSum((Vec)x).Value,
            (x, g) => Functionals.LogSumGradient(x, g),
            (x, v, h) => Functionals.LogSumHessianVector(x, v, h)),
        ["Views"] = new(
            x => Functionals.Views((Vec)x).Value,
            (x, g) => Functionals.ViewsGradient(x, g),
            (x, v, h) => Functionals.ViewsHessianVector(x, v, h), 7),
        ["Joined"] = new(
            x => Functionals.Joined((Vec)x).Value,
            (x, g) => Functionals.JoinedGradient(x, g),
            (x, v, h) => Functionals.JoinedHessianVector(x, v, h)),
        ["Blocks"] = new(
            x => Functionals.Blocks((Vec)x).Value,
            (x, g) => Functionals.BlocksGradient(x, g),
            (x, v, h) => Functionals.BlocksHessianVector(x, v, h)),
        ["Ranked"] = new(
            x => Functionals.Ranked((Vec)x).Value,
            (x, g) => Functionals.RankedGradient(x, g),
            (x, v, h) => Functionals.RankedHessianVector(x, v, h)),
        ["Laplace"] = OfMatrix(
            u => Stencils.Laplace(u).Value,
            (u, g) => Stencils.LaplaceGradient(u, g),
            (u, v, h) => Stencils.LaplaceHessianVector(u, v, h)),
        ["Smooth"] = OfMatrix(
            u => Stencils.Smooth(u, new Row(Scale)).Value,
            (u, g) => Stencils.SmoothGradient(u, Scale, g),
            (u, v, h) => Stencils.SmoothHessianVector(u, Scale, v, h)),
        ["FullQuadratic"] = new(
            x => FullQuadratic.Value(new Row(x), new Mat(x.Length, x.Length, Square(x.Length)), new Row(Square(x.Length).AsSpan(0, x.Length))).Value,
            (x, g) => FullQuadratic.ValueGradient(x, Whole(x.Length), Square(x.Length).AsSpan(0, x.Length), g),
            (x, v, h) => FullQuadratic.ValueHessianVector(x, Whole(x.Length), Square(x.Length).AsSpan(0, x.Length), v, h)),
        ["Elements"] = new(
            x => Functionals.Elements((Vec)x).Value,
            (x, g) => Functionals.ElementsGradient(x, g),
            (x, v, h) => Functionals.ElementsHessianVector(x, v, h)),
        ["Branch"] = new(
            x => Functionals.Branch((Vec)x, false).Value,
            (x, g) => Functionals.BranchGradient(x, g, false),
            (x, v, h) => Functionals.BranchHessianVector(x, v, h, false)),
        ["ColElements"] = new(
            x => ColElements.Value(new Col(x), new Mat(x.Length, 4, Matrix(x.Length))).Value,
            (x, g) => ColElements.ValueGradient(x, new ReadOnlyTensorSpan<double>(Matrix(x.Length), [x.Length, 4], [4, 1]), g),
            (x, v, h) => ColElements.ValueHessianVector(
                x, new ReadOnlyTensorSpan<double>(Matrix(x.Length), [x.Length, 4], [4, 1]), v, h)),
        ["Logistic"] = new(
            w => Logistic.Loss(new Row(w), new Mat(Labels.Length, w.Length, Matrix(w.Length)), new Col(Labels), 0.1).Value,
            (w, g) => Logistic.LossGradient(w, Stored(w.Length), Labels, g, 0.1),
            (w, v, h) => Logistic.LossHessianVector(w, Stored(w.Length), Labels, v, h, 0.1)),
    };

    private delegate double MatrixGradient(ReadOnlyTensorSpan<double> u, TensorSpan<double> gradient);

    private delegate void MatrixHessian(ReadOnlyTensorSpan<double> u, ReadOnlyTensorSpan<double> v, TensorSpan<double> product);

    private static double[] Scale => [0.5, -1, 2];

    /// <summary>A function of a matrix of three columns, whose elements are read as a line: what is left of the line is not seen.</summary>
    private static GradientCase OfMatrix(Func<Mat, double> value, MatrixGradient gradient, MatrixHessian hessian)
    {
        return new(
            x => value(new Mat(x.Length / 3, 3, x.AsSpan(0, x.Length - (x.Length % 3)))),
            (x, g) => gradient(Read(x), Written(g)),
            (x, v, h) => hessian(Read(x), Read(v), Written(h)));

        static ReadOnlyTensorSpan<double> Read(double[] values) =>
            new(values.AsSpan(0, values.Length - (values.Length % 3)), [values.Length / 3, 3], []);
        static TensorSpan<double> Written(double[] values) =>
            new(values.AsSpan(0, values.Length - (values.Length % 3)), [values.Length / 3, 3], []);
    }

    /// <summary>A square matrix that is not symmetric.</summary>
    private static double[] Square(int n) => [.. Enumerable.Range(0, n * n).Select(i => Math.Sin(1.3 * i))];

    private static ReadOnlyTensorSpan<double> Whole(int n) => new(Square(n), [n, n], [n, 1]);

    private static double[] Labels => [1, -1, -1, 1];

    private static double[] Matrix(int columns) => [.. Enumerable.Range(0, Labels.Length * columns).Select(i => Math.Sin(1.7 * i))];

    private static ReadOnlyTensorSpan<double> Stored(int columns) => new(Matrix(columns), [Labels.Length, columns], [columns, 1]);
}
