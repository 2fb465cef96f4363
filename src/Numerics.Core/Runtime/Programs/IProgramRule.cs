namespace Numerics.Runtime;

/// <summary>A rule over matrices, or with loops, that is known by its type alone; every emitted <c>…Rule</c> class of such a rule
/// is one.</summary>
/// <typeparam name="TSelf">The rule's own class.</typeparam>
public interface IProgramRule<TSelf>
    where TSelf : ProgramRule, IProgramRule<TSelf>
{
    /// <summary>The rule.</summary>
    static abstract TSelf Instance { get; }
}
