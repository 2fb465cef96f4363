using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit;

/// <summary>Spells an operation of a lane.</summary>
internal static class LaneSpelling
{
    private const string Elementary = "Runtime::Elementary.";

    public static bool IsOperator(Op op) => op is Op.Neg or Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Square;

    /// <summary>A function of a whole line.</summary>
    public static string OfLine(Op function) => $"{Elementary}{function}<V, T>";

    /// <summary>A function of a whole line, of which the sum is taken too.</summary>
    public static string SumOfLine(Op function) => $"{Elementary}Sum{function}<V, W, T>";

    /// <summary>What <see cref="WithGuard"/> needs of a bound.</summary>
    public static string Guard(Op op, string bound) => $"V.{op}Guard({bound})";

    /// <summary>Min or Max with a bound that is the same for many values.</summary>
    public static string WithGuard(Op op, string value, string bound, string guard) => $"V.{op}({value}, {bound}, {guard})";

    /// <summary>Spells an operation.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="spell">The spelling of an operand as an argument.</param>
    /// <param name="operand">The spelling of an operand beside an operator.</param>
    /// <param name="lanes">The type of the lanes.</param>
    public static string Compute(LaneNode node, Func<int, string> spell, Func<int, string> operand, string lanes = "V")
    {
        string Arguments() => string.Join(", ", new[] { node.A, node.B, node.C }.Where(o => o >= 0).Select(spell));
        return node.Arithmetic switch
        {
            Op.Neg => "-" + operand(node.A),
            Op.Add => $"{operand(node.A)} + {operand(node.B)}",
            Op.Sub => $"{operand(node.A)} - {operand(node.B)}",
            Op.Mul => $"{operand(node.A)} * {operand(node.B)}",
            Op.Div => $"{operand(node.A)} / {operand(node.B)}",
            Op.Square => $"{operand(node.A)} * {operand(node.A)}",
            Op.Abs or Op.Sqrt or Op.Min or Op.Max or Op.Select or Op.And or Op.Or or Op.Xor or Op.Not
                => $"{lanes}.{node.Arithmetic}({Arguments()})",
            Op.Lt => $"{lanes}.LessThan({Arguments()})",
            Op.Le => $"{lanes}.LessThanOrEqual({Arguments()})",
            Op.Eq => $"{lanes}.Equal({Arguments()})",
            Op.Ne => $"{lanes}.NotEqual({Arguments()})",
            Op.Mad => $"{lanes}.MultiplyAdd({Arguments()})",
            Op.Fma => $"{lanes}.FusedMultiplyAdd({Arguments()})",
            Op.Rsqrt => $"{Elementary}ReciprocalSqrt<V, T>({Arguments()})",
            _ => $"{Elementary}{node.Arithmetic}<V, T>({Arguments()})",
        };
    }
}
