using System.Collections.Immutable;
using Numerics.Testing;

namespace Numerics.Fuzzer;

/// <summary>A parameter of a random rule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Declaration">Attributes, type, name and default in C#.</param>
public sealed record RuleInput(string Name, TermKind Kind, string Declaration);

/// <summary>A function that the rule calls, as a static method, a local function or a lambda.</summary>
/// <param name="Declaration">Everything before its body; the body follows, then a semicolon.</param>
/// <param name="Body">Its body.</param>
/// <param name="IsLocal">Whether it stands inside the rule.</param>
public sealed record RuleHelper(string Declaration, Term Body, bool IsLocal);

/// <summary>A local of the rule, given a value, perhaps by one of two branches of a host condition.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Condition">A host condition, under which it has another value.</param>
/// <param name="Other">That value.</param>
public sealed record RuleLocal(string Name, Term Value, Term? Condition = null, Term? Other = null);

/// <summary>A result.</summary>
/// <param name="Name">Its name: a parameter's, to replace it, or a new one.</param>
/// <param name="Value">Its value.</param>
public sealed record RuleResult(string Name, Term Value);

/// <summary>A random rule, in pieces that can be dropped.</summary>
public sealed record RandomRule(
    string Name,
    ImmutableArray<RuleInput> Inputs,
    ImmutableArray<RuleHelper> Helpers,
    ImmutableArray<RuleLocal> Locals,
    ImmutableArray<RuleResult> Results)
{
    /// <summary>Puts the inputs of a rule over matrices right after they are drawn; null for any.</summary>
    public Action<ProgramInputs>? Prepare { get; init; }

    /// <summary>The number of operations.</summary>
    public int Size => Helpers.Sum(h => h.Body.Size) + Results.Sum(r => r.Value.Size)
        + Locals.Sum(l => l.Value.Size + (l.Other?.Size ?? 0) + (l.Condition?.Size ?? 0));

    /// <summary>The rules that are this one with one piece dropped or made smaller. Some of them may not
    /// compile.</summary>
    public IEnumerable<RandomRule> Smaller()
    {
        for (int i = 0; i < Results.Length && Results.Length > 1; i++)
        {
            yield return this with { Results = Results.RemoveAt(i) };
        }

        for (int i = 0; i < Locals.Length; i++)
        {
            yield return this with { Locals = Locals.RemoveAt(i) };
            RuleLocal local = Locals[i];
            if (local.Other is not null)
            {
                yield return this with { Locals = Locals.SetItem(i, new RuleLocal(local.Name, local.Value)) };
                yield return this with { Locals = Locals.SetItem(i, new RuleLocal(local.Name, local.Other)) };
            }
        }

        for (int i = 0; i < Helpers.Length; i++)
        {
            yield return this with { Helpers = Helpers.RemoveAt(i) };
        }

        foreach (RandomRule smaller in SmallerTerms())
        {
            yield return smaller;
        }

        for (int i = 0; i < Inputs.Length; i++)
        {
            yield return this with { Inputs = Inputs.RemoveAt(i) };
        }
    }

    private IEnumerable<RandomRule> SmallerTerms()
    {
        for (int i = 0; i < Results.Length; i++)
        {
            foreach (Term value in Results[i].Value.Smaller(LeafOf))
            {
                yield return this with { Results = Results.SetItem(i, Results[i] with { Value = value }) };
            }
        }

        for (int i = 0; i < Locals.Length; i++)
        {
            foreach (Term value in Locals[i].Value.Smaller(LeafOf))
            {
                yield return this with { Locals = Locals.SetItem(i, Locals[i] with { Value = value }) };
            }
        }

        for (int i = 0; i < Helpers.Length; i++)
        {
            foreach (Term body in Helpers[i].Body.Smaller(LeafOf))
            {
                yield return this with { Helpers = Helpers.SetItem(i, Helpers[i] with { Body = body }) };
            }
        }
    }

    /// <summary>A leaf of a kind: an input, or, where there is none, one that does not compile.</summary>
    private Term LeafOf(TermKind kind) => kind switch
    {
        TermKind.Vec or TermKind.Row or TermKind.Col or TermKind.Mat or TermKind.Points =>
            Term.Leaf(kind, Inputs.FirstOrDefault(i => i.Kind == kind)?.Name ?? "no" + kind),
        TermKind.MatMask => Term.Leaf(kind, $"({Inputs.First(i => i.Kind == TermKind.Mat).Name} > 0.0)"),
        TermKind.Scalar => Term.Leaf(kind, "((Scalar)1.0)"),
        TermKind.Mask => Term.Leaf(kind, $"({Inputs.First(i => i.Kind == TermKind.Vec).Name} > 0.0)"),
        TermKind.ScalarMask => Term.Leaf(kind, "((Scalar)1.0 > 0.0)"),
        TermKind.Host => Term.Leaf(kind, "1.0"),
        _ => Term.Leaf(kind, "true"),
    };
}
