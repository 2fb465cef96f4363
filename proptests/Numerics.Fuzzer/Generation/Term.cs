using System.Collections.Immutable;
using System.Globalization;

namespace Numerics.Fuzzer;

/// <summary>What an expression of a random rule is.</summary>
public enum TermKind
{
    /// <summary>An array.</summary>
    Vec,

    /// <summary>A value for each column.</summary>
    Row,

    /// <summary>A value for each row.</summary>
    Col,

    /// <summary>A matrix.</summary>
    Mat,

    /// <summary>Points of a small dimension.</summary>
    Points,

    /// <summary>Truth values, one for each element of a matrix.</summary>
    MatMask,

    /// <summary>A number known when the kernel runs.</summary>
    Scalar,

    /// <summary>Truth values, one for each element.</summary>
    Mask,

    /// <summary>A truth value known when the kernel runs.</summary>
    ScalarMask,

    /// <summary>A host number.</summary>
    Host,

    /// <summary>A host truth value.</summary>
    Condition,
}

/// <summary>A C# expression: its text with places for its operands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A composite format string.</param>
/// <param name="Operands">What goes into its places.</param>
public sealed record Term(TermKind Kind, string Text, ImmutableArray<Term> Operands)
{
    /// <summary>A name or a literal.</summary>
    public static Term Leaf(TermKind kind, string text) => new(kind, text, []);

    /// <summary>An expression of operands.</summary>
    public static Term Of(TermKind kind, string text, params ImmutableArray<Term> operands) =>
        new(kind, text, operands);

    /// <summary>The number of operations.</summary>
    public int Size => 1 + Operands.Sum(o => o.Size);

    /// <summary>The expression in C#.</summary>
    public override string ToString() => Operands.Length == 0
        ? Text
        : string.Format(CultureInfo.InvariantCulture, Text, [.. Operands.Select(o => o.ToString())]);

    /// <summary>All expressions that are this one with one part made smaller: replaced by a part of the same kind in
    /// it, or by a
    /// leaf.</summary>
    public IEnumerable<Term> Smaller(Func<TermKind, Term> leaf)
    {
        if (Operands.Length == 0)
        {
            yield break;
        }

        yield return leaf(Kind);
        foreach (Term operand in Operands.Where(o => o.Kind == Kind))
        {
            yield return operand;
        }

        for (int i = 0; i < Operands.Length; i++)
        {
            foreach (Term smaller in Operands[i].Smaller(leaf))
            {
                yield return this with { Operands = Operands.SetItem(i, smaller) };
            }
        }
    }
}
