using System.Collections.Immutable;

namespace Numerics.Fuzzer;

/// <summary>Draws expressions over rows, columns, matrices and numbers.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="scope">What may be named.</param>
internal sealed class MatrixTermSource(Random random, ImmutableArray<(TermKind Kind, string Name)> scope)
{
    /// <summary>Loops within loops, and soft maxima of soft maxima, take much longer and show little more.</summary>
    private const int MostLoops = 2;
    private const int MostSoft = 2;

    private static readonly string[] Numbers = ["0.5", "2.0", "(-1.0)", "0.1", "1.5", "1.0", "0.0", "k"];
    private static readonly string[] Unary =
        ["(-{0})", "Abs({0})", "Tanh({0})", "Sqrt(Abs({0}))", "Square({0})", "Exp(Min({0}, 2.0))", "Log(Abs({0}) + 1.0)", "Sign({0})"];
    private static readonly string[] Binary =
        ["({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} / (Abs({1}) + 0.5))", "Min({0}, {1})", "Max({0}, {1})"];
    private static readonly string[] OverSide = ["Sum", "Mean", "Min", "Max", "Norm", "LogSumExp"];
    private static readonly string[] OverAll = ["Sum({0})", "Mean({0})", "Min({0})", "Max({0})", "Norm({0})", "LogSumExp({0})"];
    private static readonly string[] Comparisons = ["({0} > {1})", "({0} <= {1})", "(({0} < {1}) | ({0} > 1.0))"];

    private readonly List<(TermKind Kind, string Name)> _scope = [.. scope];
    private int _loops;
    private int _soft;

    private bool HasPoints => _scope.Any(s => s.Kind == TermKind.Points);

    /// <summary>Puts a name in scope.</summary>
    public void Declare(TermKind kind, string name) => _scope.Add((kind, name));

    /// <summary>An expression of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="depth">How deep it may go.</param>
    public Term Draw(TermKind kind, int depth) => depth <= 0 ? Name(kind) : kind switch
    {
        TermKind.Mat => Mat(depth - 1),
        TermKind.Row => Side(TermKind.Row, "Columns", depth - 1),
        TermKind.Col => Side(TermKind.Col, "Rows", depth - 1),
        TermKind.MatMask => Mask(depth - 1),
        TermKind.Scalar => Scalar(depth - 1),
        _ => Name(kind),
    };

    private Term Mat(int depth) => random.Next(12) switch
    {
        0 or 1 => Term.Of(TermKind.Mat, Pick(Unary), Draw(TermKind.Mat, depth)),
        2 => Term.Of(TermKind.Mat, Pick(Binary), Draw(TermKind.Mat, depth), Draw(TermKind.Mat, depth)),
        3 or 4 => Term.Of(TermKind.Mat, Pick(Binary), Draw(TermKind.Mat, depth), Draw(TermKind.Row, depth)),
        5 or 6 => Term.Of(TermKind.Mat, Pick(Binary), Draw(TermKind.Col, depth), Draw(TermKind.Mat, depth)),
        7 => Term.Of(TermKind.Mat, "Outer({0}, {1})", Draw(TermKind.Col, depth), Draw(TermKind.Row, depth)),
        8 => Term.Of(
            TermKind.Mat, "Select({0}, {1}, {2})", Draw(TermKind.MatMask, depth), Draw(TermKind.Mat, depth), Draw(TermKind.Mat, depth)),
        9 when HasPoints => Term.Of(
            TermKind.Mat, random.Next(2) == 0 ? "SquaredDistance({0}, {1})" : "InnerProduct({0}, {1})",
            Term.Leaf(TermKind.Points, "p"), Term.Leaf(TermKind.Points, "q")),
        10 when _soft++ < MostSoft => Term.Of(
            TermKind.Mat, random.Next(2) == 0 ? "SoftMaxRows({0})" : "SoftMaxColumns({0})", Draw(TermKind.Mat, depth)),
        10 => Term.Of(TermKind.Mat, "Transpose(Transpose({0}))", Draw(TermKind.Mat, depth)),
        _ => Term.Of(TermKind.Mat, "({0} * {1})", Draw(TermKind.Scalar, depth), Draw(TermKind.Mat, depth)),
    };

    /// <summary>A row or a column, which reductions over the other side give.</summary>
    private Term Side(TermKind kind, string over, int depth) => random.Next(11) switch
    {
        10 when _loops < MostLoops => ByIndex(kind, depth),
        0 => Term.Of(kind, Pick(Unary), Draw(kind, depth)),
        1 or 2 => Term.Of(kind, Pick(Binary), Draw(kind, depth), Draw(kind, depth)),
        3 => Term.Of(kind, "({0} * {1})", Draw(TermKind.Scalar, depth), Draw(kind, depth)),
        4 or 5 when _loops < MostLoops => Loop(kind, depth),
        6 => kind == TermKind.Row
            ? Term.Of(kind, "Dot({0}, {1})", Draw(TermKind.Col, depth), Draw(TermKind.Mat, depth))
            : Term.Of(kind, "Dot({0}, {1})", Draw(TermKind.Mat, depth), Draw(TermKind.Row, depth)),
        7 when kind == TermKind.Col => Term.Of(
            kind, "SumRows(Dot({0}, Transpose({1})))", Draw(TermKind.Mat, depth), Draw(TermKind.Mat, depth)),
        8 => Term.Of(kind, "Select({0} > {1}, {2}, {3})", Draw(kind, depth), Draw(kind, depth), Draw(kind, depth), Draw(kind, depth)),
        _ => Term.Of(kind, $"{Pick(OverSide)}{over}({{0}})", Draw(TermKind.Mat, depth)),
    };

    /// <summary>Three rounds; the state is in scope in the round alone.</summary>
    private Term Loop(TermKind kind, int depth)
    {
        string state = $"z{_loops}", round = $"j{_loops++}";
        Term start = Draw(kind, depth - 1);
        _scope.Add((kind, state));
        Term body = Draw(kind, depth);
        _scope.RemoveAll(s => s.Name == state);
        return Term.Of(kind, $"Repeat(3, {{0}}, ({state}, {round}) => {{1}} + 0.25 * {state})", start, body);
    }

    /// <summary>The lines of a matrix one after the other, chosen by number, as they are or seen turned; or a line's elements.</summary>
    private Term ByIndex(TermKind kind, int depth)
    {
        string state = $"z{_loops}", j = $"j{_loops++}";
        string next = (kind, random.Next(4)) switch
        {
            (TermKind.Row, 0) => $"Repeat(({{0}}).Rows, {{1}}, ({state}, {j}) => 0.5 * {state} + ({{0}}).Row({j}))",
            (TermKind.Row, 1) => $"Repeat(({{0}}).Rows, {{1}}, ({state}, {j}) => 0.5 * {state} + Transpose(Transpose({{0}}).Column({j})))",
            (TermKind.Row, 2) => $"Repeat(({{1}}).Length, {{1}}, ({state}, {j}) => With({state}, {j}, 0.5 * {state}[{j}] + Mean(({{0}} * ({{1}})).Column({j}))))",
            (TermKind.Row, _) => $"Repeat(({{1}}).Length, {{1}}, ({state}, {j}) => With({state}, {j}, Sum(({{0}} + ({{1}})).Column({j}))))",
            (_, 0) => $"Repeat(({{0}}).Columns, {{1}}, ({state}, {j}) => 0.5 * {state} + ({{0}}).Column({j}))",
            (_, 1) => $"Repeat(({{0}}).Columns, {{1}}, ({state}, {j}) => 0.5 * {state} + Transpose(Transpose({{0}}).Row({j})))",
            (_, 2) => $"Repeat(({{1}}).Length, {{1}}, ({state}, {j}) => With({state}, {j}, 0.5 * {state}[{j}] + Max((({{1}}) * {{0}}).Row({j}))))",
            _ => $"Repeat(({{1}}).Length, {{1}}, ({state}, {j}) => {state} + ({{1}})[{j}] * SumRows({{0}} * (({{1}}) + {{0}}).Row({j})))",
        };
        return Term.Of(kind, next, Draw(TermKind.Mat, depth - 1), Draw(kind, depth - 1));
    }

    private Term Scalar(int depth) => random.Next(8) switch
    {
        0 => Term.Of(TermKind.Scalar, Pick(Binary), Draw(TermKind.Scalar, depth), Draw(TermKind.Scalar, depth)),
        1 => Term.Of(TermKind.Scalar, "Dot({0}, {1})", Draw(TermKind.Row, depth), Draw(TermKind.Row, depth)),
        2 => Term.Of(TermKind.Scalar, "Dot({0}, {1})", Draw(TermKind.Col, depth), Draw(TermKind.Col, depth)),
        3 => Term.Of(TermKind.Scalar, Pick(OverAll), Draw(TermKind.Row, depth)),
        4 => Term.Of(TermKind.Scalar, Pick(OverAll), Draw(TermKind.Col, depth)),
        5 when _loops < MostLoops => Settled(depth),
        _ => Term.Of(TermKind.Scalar, Pick(OverAll.AsSpan()[..^1]), Draw(TermKind.Mat, depth)),
    };

    /// <summary>A fixed point of a map that contracts.</summary>
    private Term Settled(int depth)
    {
        string state = $"t{_loops++}";
        Term start = Draw(TermKind.Scalar, depth - 1), shift = Draw(TermKind.Scalar, depth - 1);
        return Term.Of(TermKind.Scalar, $"Shared.Settled({{0}}, {state} => 0.5 * Tanh({state}) + {{1}})", start, shift);
    }

    private Term Mask(int depth) => random.Next(3) switch
    {
        0 => Term.Of(TermKind.MatMask, Pick(Comparisons), Draw(TermKind.Mat, depth), Draw(TermKind.Row, depth)),
        1 => Term.Of(TermKind.MatMask, Pick(Comparisons), Draw(TermKind.Mat, depth), Draw(TermKind.Col, depth)),
        _ => Term.Of(TermKind.MatMask, Pick(Comparisons), Draw(TermKind.Mat, depth), Draw(TermKind.Mat, depth)),
    };

    private Term Name(TermKind kind)
    {
        string[] fitting = [.. _scope.Where(s => s.Kind == kind).Select(s => s.Name)];
        return kind == TermKind.MatMask ? Mask(0)
            : fitting.Length > 0 ? Term.Leaf(kind, fitting[random.Next(fitting.Length)])
            : Term.Leaf(kind, $"((Scalar){Pick(_scope.Any(s => s.Name == "k") ? Numbers : Numbers[..^1])})");
    }

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
