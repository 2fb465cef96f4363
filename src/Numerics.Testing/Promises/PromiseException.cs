namespace Numerics.Testing;

/// <summary>A rule breaks a promise: the message has the rule, the promise, where it ran, the smallest case found and its
/// seed.</summary>
public sealed class PromiseException : Exception
{
    /// <summary>Without a message.</summary>
    public PromiseException()
    {
    }

    /// <summary>With a message.</summary>
    public PromiseException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the exception behind it.</summary>
    public PromiseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
