using System.Collections.Immutable;

namespace Numerics.Fuzzer;

/// <summary>Draws expressions that have derivatives everywhere but at kinks, over lines or over matrices with rows and columns.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="scope">What may be named.</param>
internal sealed class DerivativeTermSource(Random random, ImmutableArray<(TermKind Kind, string Name)> scope)
{
    private const int MostReductions = 4;

    private static readonly string[] Unary =
    [
        "(-{0})", "Abs({0})", "Tanh({0})", "Sigmoid({0})", "Softplus({0})", "Sin(3.0 * Tanh({0}))", "Cos(3.0 * Tanh({0}))", "Atan({0})", "Square({0})",
        "Cube(Tanh({0}))", "Exp(Min({0}, 2.0))", "Expm1(-Abs({0}))", "Log(Square({0}) + 0.5)", "Log1p(Square({0}))", "Sqrt(1.0 + Square({0}))",
        "ReciprocalSqrt(1.0 + Square({0}))", "Pow(1.0 + Square({0}), 1.5)", "Clamp({0}, -0.75, 1.25)", "(0.5 * {0} + 1.0)",
    ];

    private static readonly string[] Binary =
    [
        "({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} / (1.5 + Square({1})))", "Min({0}, {1})", "Max({0}, {1})",
        "(0.3 * {0} - {1})",
    ];

    private static readonly string[] OverAll = ["Sum({0})", "Mean({0})", "Max({0})", "Min({0})", "LogSumExp({0})", "Norm(1.0 + Square({0}))"];

    /// <summary>Numbers of a line that is seen in parts of other lengths.</summary>
    private static readonly string[] OverLine =
    [
        "Sum(Square(Concat({0}, 2.0 * {0})))", "LogSumExp(BlockMean(Concat({0}, 2.0 * {0}), 2))", "Max(Concat({0}, -{0}))",
        "Mean(Tanh(Concat({0}, Concat(Shift({0}, -1), {0}))))", "Dot(Concat({0}, {0}), Concat({0}, Shift({0}, 1)))",
    ];

    private static readonly string[] OverSide = ["Sum", "Mean", "Max", "LogSumExp"];

    private static readonly string[] LineViews =
    [
        "Shift({0}, 1)", "Shift({0}, -2)", "BlockMean({0}, 1)", "Select({0} < 0.25, {0}, 2.0 * {0})",
    ];

    private static readonly string[] MatrixViews =
    [
        "Shift({0}, 1, 0)", "Shift({0}, 0, -1)", "Shift({0}, -1, 2)", "Transpose(Transpose({0}))", "SoftMaxRows({0})",
        "Select({0} < 0.25, {0}, 2.0 * {0})",
    ];

    private int _reductions;

    /// <summary>A number of the whole of an array.</summary>
    public Term Number(TermKind kind, int depth) => random.Next(3) == 0 && kind == TermKind.Vec
        ? Term.Of(TermKind.Scalar, "Dot({0}, {1})", Draw(kind, depth), Draw(kind, depth))
        : Term.Of(TermKind.Scalar, random.Next(2) == 0 ? "Sum({0})" : Pick(OverAll), Draw(kind, depth));

    /// <summary>An expression of a kind.</summary>
    public Term Draw(TermKind kind, int depth) => depth <= 0 ? Name(kind) : kind switch
    {
        TermKind.Scalar => Scalar(depth - 1),
        TermKind.Row => Side(kind, "Columns", depth - 1),
        TermKind.Col => Side(kind, "Rows", depth - 1),
        _ => Array(kind, depth - 1),
    };

    private Term Array(TermKind kind, int depth) => random.Next(8) switch
    {
        0 or 1 => Term.Of(kind, Pick(Unary), Draw(kind, depth)),
        2 or 3 => Term.Of(kind, Pick(Binary), Draw(kind, depth), Draw(kind, depth)),
        4 => Term.Of(kind, Pick(kind == TermKind.Mat ? MatrixViews : LineViews), Draw(kind, depth)),
        5 => Term.Of(kind, "({0} * {1})", Draw(TermKind.Scalar, depth), Draw(kind, depth)),
        6 when kind == TermKind.Mat => Term.Of(kind, Pick(Binary), Draw(kind, depth), Draw(TermKind.Row, depth)),
        7 when kind == TermKind.Mat => Term.Of(kind, Pick(Binary), Draw(TermKind.Col, depth), Draw(kind, depth)),
        _ => Term.Of(kind, Pick(Binary), Draw(kind, depth), Draw(TermKind.Scalar, depth)),
    };

    private Term Side(TermKind kind, string over, int depth) => random.Next(6) switch
    {
        0 => Term.Of(kind, Pick(Unary), Draw(kind, depth)),
        1 => Term.Of(kind, Pick(Binary), Draw(kind, depth), Draw(kind, depth)),
        2 => kind == TermKind.Row
            ? Term.Of(kind, "Dot({0}, {1})", Draw(TermKind.Col, depth), Draw(TermKind.Mat, depth))
            : Term.Of(kind, "Dot({0}, {1})", Draw(TermKind.Mat, depth), Draw(TermKind.Row, depth)),
        _ => Term.Of(kind, $"{Pick(OverSide)}{over}({{0}})", Draw(TermKind.Mat, depth)),
    };

    private Term Scalar(int depth)
    {
        if (_reductions++ < MostReductions)
        {
            TermKind array = scope.Any(s => s.Kind == TermKind.Mat) ? TermKind.Mat : TermKind.Vec;
            return Term.Of(TermKind.Scalar, Pick(array == TermKind.Vec ? [.. OverAll, .. OverLine] : OverAll), Draw(array, depth));
        }

        return random.Next(2) == 0
            ? Term.Of(TermKind.Scalar, Pick(Unary), Draw(TermKind.Scalar, depth))
            : Term.Of(TermKind.Scalar, Pick(Binary), Draw(TermKind.Scalar, depth), Draw(TermKind.Scalar, depth));
    }

    private Term Name(TermKind kind)
    {
        string[] fitting = [.. scope.Where(s => s.Kind == kind).Select(s => s.Name)];
        return fitting.Length > 0 ? Term.Leaf(kind, Pick(fitting)) : Term.Leaf(kind, "((Scalar)0.75)");
    }

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
