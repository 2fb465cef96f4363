using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>Composite functions as the parser spells them, which have a better derivative as a whole than by their parts.</summary>
internal static class Shapes
{
    /// <summary>The array x of Select(|m| &lt; ∞, m + log Σ exp(x − m), m) with m = max x, and the parts exp(x − m) and their sum.</summary>
    public static (int X, int Terms, int Sum)? TryLogSumExp(GraphBuilder graph, int id) =>
        graph[id] is { Op: Op.Select } select && graph[select.B] is { Op: Op.Add } add && select.C == add.A
        && graph[add.B] is { Op: Op.Log } log && TryTerms(graph, log.A) is { } found && found.Greatest == add.A
            ? (found.X, found.Terms, log.A)
            : null;

    /// <summary>The array x of exp(x − m)/Σ exp(x − m) with m = max x.</summary>
    public static int? TrySoftMax(GraphBuilder graph, int id) =>
        graph[id] is { Op: Op.Div } quotient && TryTerms(graph, quotient.B) is { } found && found.Terms == quotient.A
            ? found.X
            : null;

    /// <summary>The lines that are joined to one, each with the host's number of elements before it.</summary>
    public static IReadOnlyList<(int Line, int Start)>? TryConcat(GraphBuilder graph, int id)
    {
        var parts = new List<(int Line, int Start)>();
        int zero = graph.Literal(0);
        for (int start = zero; ;)
        {
            bool isLast = graph[id].Op == Op.Shifted;
            int view = isLast ? id : graph[id].Op == Op.Select ? graph[id].B : -1;
            int by = start == zero ? zero : graph.Host("-", HostTypes.Int, zero, start);
            if (view < 0 || graph[view] is not { Op: Op.Shifted, Text: "" } shown || graph[shown.B].A != by)
            {
                return null;
            }

            parts.Add((shown.A, start));
            if (isLast)
            {
                return parts.Count > 1 ? parts : null;
            }

            if (graph[graph[id].A] is not { Op: Op.Within } here || graph[here.A].A != zero)
            {
                return null;
            }

            (start, id) = (graph[here.B].A, graph[id].C);
        }
    }

    private static (int X, int Terms, int Greatest)? TryTerms(GraphBuilder graph, int sum) =>
        graph[sum] is { Op: Op.ReduceSum } terms && graph[terms.A] is { Op: Op.Exp } exp && graph[exp.A] is { Op: Op.Sub } shifted
        && graph[shifted.B] is { Op: Op.ReduceMax } greatest && greatest.A == shifted.A
            ? (shifted.A, terms.A, shifted.B)
            : null;
}
