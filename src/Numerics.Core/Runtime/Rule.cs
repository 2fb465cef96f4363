namespace Numerics.Runtime;

/// <summary>A rule as a value, whatever becomes of it: an <see cref="UpdateRule"/> or a <see cref="ProgramRule"/>.</summary>
public abstract class Rule
{
    private protected Rule()
    {
    }

    /// <summary>The rule's full name, <c>Namespace.Type.Method</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The semantic hash: equal for rules that compute the same.</summary>
    public abstract ulong Hash { get; }

    /// <summary>The parameters in declaration order.</summary>
    public abstract IReadOnlyList<RuleParameter> Parameters { get; }

    /// <summary>What the rule promises, in the order of its attributes; none if it has no <see cref="PromiseAttribute"/>.</summary>
    public virtual IReadOnlyList<Promise> Promises => [];

    /// <summary>The variant that these host values choose.</summary>
    /// <param name="host">Host parameters in declaration order.</param>
    public abstract int VariantOf(ReadOnlySpan<double> host);
}
