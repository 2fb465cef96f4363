namespace Numerics.Runtime;

/// <summary>A rule that is known by its type alone; every emitted <c>…Rule</c> class is one.</summary>
/// <typeparam name="TSelf">The rule's own class.</typeparam>
public interface IUpdateRule<TSelf>
    where TSelf : UpdateRule, IUpdateRule<TSelf>
{
    /// <summary>The rule.</summary>
    static abstract TSelf Instance { get; }
}
