using System.Reflection;
using System.Text;
using Numerics.Fuzzer;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>Rules over matrices whose emitted programs were changed before they were compiled.</summary>
internal static class ProgramMutants
{
    private const string LeastSquares = """
        public static partial class NAME
        {
            [UpdateRule]
            public static (Row w, Scalar residual) Step(Row w, Mat a, Col y, double step, double ridge)
            {
                Col r = Dot(a, w) - y;
                return (w - step * (Dot(r, a) + ridge * w), Norm(r));
            }
        }

        """;

    private const string Remainders = """
        public static partial class NAME
        {
            [UpdateRule]
            public static (Col rows, Row columns) Step(Mat a) => (SumRows(1 - a), SumColumns(a));
        }

        """;

    private static readonly (string Name, string Source, Func<string, string> Change)[] All =
    [
        ("lanes beyond a row's end are added", Remainders, s => Replace(
            s, "sum = W.Select(inside, ", "sum = W.Select(W.FirstLanes(16), ")),
        ("a row's tail is left out", LeastSquares, s => Replace(s, "nint rest = columns - full;", "nint rest = columns - full - 1;")),
        ("rows are added from a block's end", LeastSquares, s => Replace(
            s, "for (nint i = first; i < left; i += 4)", "for (nint i = left - 4; i >= first; i -= 4)")),
        ("a row of four takes another's number", LeastSquares, s => Replace(s, "(rowsOf, i + 2 - first)", "(rowsOf, i + 1 - first)")),
        ("rows after the last four are left out", LeastSquares, s => Replace(
            s, "for (nint i = left; i < first + rows; i++)", "for (nint i = left; i < first; i++)")),
        ("a row takes the number of its block's first", LeastSquares, s => Replace(s, "(rowsOf, i - first)", "(rowsOf, 0)")),
        ("a row's value depends on its block", LeastSquares, s => Replace(
            s, "V r = rowSum - y1;", "V r = start == 0 ? rowSum - y1 : rowSum;")),
        ("a lane drops an addend", LeastSquares, s => Replace(s, "V.MultiplyAdd(ridge, w, temporary0)", "temporary0")),
        ("a line that is only read is written", LeastSquares, s => Replace(
            s, "V y1 = V.Load(y, first, rows);", "V y1 = V.Load(y, first, rows); V.Store(y1 + y1, y, first, rows);")),
        ("plan and program step the wrong way", LeastSquares, s => Replace(s, "values[1] = -step;", "values[1] = step;")),
        ("a batch exchanges two host values", LeastSquares, s => Replace(
            s, "(ref call, host, ref numbers);\n        }", "(ref call, [host[1], host[0]], ref numbers);\n        }")),
        ("a call of a program allocates", LeastSquares, s => Replace(
            s,
            "float>(ref call, host, values);\n        }",
            "float>(ref call, host, values);\n            GC.KeepAlive(new object());\n        }")),
    ];

    private static readonly Lazy<IReadOnlyList<ProgramRule>> Compiled = new(Compile);

    /// <summary>The mutants by name.</summary>
    public static IEnumerable<(string Name, Func<ProgramRule> Create)> Mutants =>
        All.Select((m, i) => (m.Name, (Func<ProgramRule>)(() => Compiled.Value[i])));

    private static List<ProgramRule> Compile()
    {
        var source = new StringBuilder();
        for (int i = 0; i < All.Length; i++)
        {
            source.Append(All[i].Source.Replace("NAME", ClassOf(i), StringComparison.Ordinal));
        }

        Assembly assembly = EmittedCode.Compile(source.ToString(), Change);
        IReadOnlyList<ProgramRule> rules = Laws.ProgramsOf(assembly);
        return [.. Enumerable.Range(0, All.Length).Select(i => rules.Single(r => r.Name == $"Fuzzed.{ClassOf(i)}.Step"))];
    }

    private static string Change(string file, string text)
    {
        int i = Enumerable.Range(0, All.Length).Single(k => file == $"Fuzzed.{ClassOf(k)}.Step.g.cs");
        string changed = All[i].Change(text);
        Assert.True(text != changed, $"“{All[i].Name}” changes nothing.");
        return changed;
    }

    private static string ClassOf(int i) => $"Mutant{i:d2}";

    private static string Replace(string text, string old, string replacement) =>
        text.Replace(old, replacement, StringComparison.Ordinal);
}
