using System.Text.RegularExpressions;

namespace Numerics.Fuzzer;

/// <summary>What a random expression over matrices is.</summary>
internal enum MatrixType
{
    Scalar,

    /// <summary>One number for each column.</summary>
    Row,

    /// <summary>One number for each row.</summary>
    Col,

    /// <summary>A matrix of rows and columns.</summary>
    Mat,

    /// <summary>A matrix whose rows are columns.</summary>
    Turned,

    /// <summary>A matrix with columns on both sides.</summary>
    Square,
}

/// <summary>Draws rules over rows, columns and matrices: broadcasting, reductions of each kind, products, transposes, virtual matrices
/// of points, and loops.</summary>
internal sealed partial class MatrixSource(int seed)
{
    private const int Depth = 4;

    private static readonly Dictionary<MatrixType, string[]> Leaves = new()
    {
        [MatrixType.Scalar] = ["s", "(k * s)"],
        [MatrixType.Row] = ["r", "w", "z"],
        [MatrixType.Col] = ["c", "(k * c)"],
        [MatrixType.Mat] = ["a", "b", "Exp(-SquaredDistance(p, q))", "InnerProduct(p, q)"],
        [MatrixType.Turned] = ["Transpose(a)", "Transpose(b)"],
        [MatrixType.Square] = ["Dot(Transpose(a), b)", "Dot(Transpose(b), a)"],
    };

    private static readonly Dictionary<MatrixType, string[]> Forms = new()
    {
        [MatrixType.Scalar] =
        [
            "Sum({Row})", "Mean({Col})", "Max({Mat})", "Min({Row})", "Norm({Col})", "Dot({Row}, {Row})", "Sum({Mat})",
            "({Scalar} + {Scalar})", "({Scalar} * {Scalar})",
        ],
        [MatrixType.Row] =
        [
            "({Row} + {Row})", "({Row} * {Row})", "({Row} - {Scalar} * {Row})", "Tanh({Row})", "Select({Row} > {Row}, {Row}, {Row})",
            "SumColumns({Mat})", "MaxColumns({Mat})", "MeanColumns({Mat})", "NormColumns({Mat})", "Dot({Col}, {Mat})",
            "Transpose(SumRows({Turned}))", "Transpose(Dot({Square}, {Row}))",
        ],
        [MatrixType.Col] =
        [
            "({Col} - {Col})", "({Col} * {Scalar})", "Exp(-Abs({Col}))", "SumRows({Mat})", "MinRows({Mat})", "NormRows({Mat})",
            "LogSumExpRows({Mat})", "Dot({Mat}, {Row})", "Transpose(SumColumns({Turned}))",
        ],
        [MatrixType.Mat] =
        [
            "({Mat} + {Mat})", "({Mat} * {Mat})", "({Mat} * {Row})", "({Mat} - {Col})", "({Scalar} * {Mat})", "Outer({Col}, {Row})",
            "Transpose({Turned})", "Dot({Mat}, {Square})", "Exp(-Abs({Mat}))", "Max({Mat}, {Row})", "SoftMaxRows({Mat})",
            "Select({Mat} > {Mat}, {Mat}, {Mat})",
        ],
        [MatrixType.Turned] = ["Transpose({Mat})", "({Turned} + {Turned})"],
        [MatrixType.Square] = ["Dot({Turned}, {Mat})", "({Square} * {Row})"],
    };

    private static readonly (string Name, string Declaration)[] Parameters =
    [
        ("a", "Mat a"), ("b", "Mat b"), ("r", "Row r"), ("w", "Row w"), ("c", "Col c"), ("p", "Points p"), ("q", "Points q"),
        ("s", "Scalar s"), ("k", "double k"),
    ];

    private static readonly (string Name, MatrixType Type)[] Results =
        [("r", MatrixType.Row), ("x", MatrixType.Mat), ("y", MatrixType.Col), ("t", MatrixType.Scalar), ("u", MatrixType.Row)];

    private readonly Random _random = new(seed);

    /// <summary>A rule's class: one to three results, with a loop every third time.</summary>
    /// <param name="name">Its name.</param>
    public string Draw(string name)
    {
        (string Name, MatrixType Type)[] results = [.. Results];
        _random.Shuffle(results);
        results = results[..(1 + _random.Next(3))];
        string state = _random.Next(3) == 0 ? $"Repeat({_random.Next(1, 4)}, r, (v, j) => 0.5 * v + Tanh({Loop()}))" : "(2 * r)";
        string[] values = [.. results.Select(result => Draw(result.Type, Depth))];
        string returned = $"return ({string.Join(", ", values)});";
        string body = Words().Matches(returned).Any(m => m.Value == "z") ? $"Row z = {state};\n        {returned}" : returned;
        string type = results.Length == 1 ? $"{results[0].Type}" : $"({string.Join(", ", results.Select(x => $"{x.Type} {x.Name}"))})";
        IEnumerable<string> used = Parameters.Where(p => Words().Matches(body).Any(m => m.Value == p.Name)).Select(p => p.Declaration);
        return $$"""
            public static partial class {{name}}
            {
                [UpdateRule]
                public static {{type}} Step({{string.Join(", ", used)}})
                {
                    {{body}}
                }
            }

            """;
    }

    /// <summary>A round of a loop: its state is v.</summary>
    private string Loop() => _random.Next(3) switch
    {
        0 => "Dot(Dot(a, v), a)",
        1 => "v * Sum(v) - w",
        _ => "Select(v > w, v, k * w)",
    };

    private string Draw(MatrixType type, int depth)
    {
        string[] forms = depth == 0 || _random.Next(5) == 0 ? Leaves[type] : Forms[type];
        return Holes().Replace(
            forms[_random.Next(forms.Length)], hole => Draw(Enum.Parse<MatrixType>(hole.Groups[1].Value), Math.Max(depth - 1, 0)));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Holes();

    [GeneratedRegex(@"\b[a-z]\b")]
    private static partial Regex Words();
}
