namespace Numerics.Testing;

/// <summary>A law does not hold. The message has the rule, the law, the smallest case found, what came out and what
/// should have, and the settings that draw the case again.</summary>
public sealed class LawViolationException : Exception
{
    /// <summary>Without a message.</summary>
    public LawViolationException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What does not hold, and for which case.</param>
    public LawViolationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the exception behind it.</summary>
    /// <param name="message">What does not hold, and for which case.</param>
    /// <param name="innerException">The exception.</param>
    public LawViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
