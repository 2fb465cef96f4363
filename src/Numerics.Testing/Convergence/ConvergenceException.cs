namespace Numerics.Testing;

/// <summary>A rule does not minimise problems at the claimed rate: the message has the smallest problem, its seed and what was
/// measured.</summary>
public sealed class ConvergenceException : Exception
{
    /// <summary>Without a message.</summary>
    public ConvergenceException()
    {
    }

    /// <summary>With a message.</summary>
    public ConvergenceException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the exception behind it.</summary>
    public ConvergenceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
