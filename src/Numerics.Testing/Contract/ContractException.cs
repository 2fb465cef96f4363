namespace Numerics.Testing;

/// <summary>A kernel is not what its rule says: the message has the rule, the case, its seed and the first
/// differences.</summary>
public sealed class ContractException : Exception
{
    /// <summary>Without a message.</summary>
    public ContractException()
    {
    }

    /// <summary>With a message.</summary>
    public ContractException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the exception behind it.</summary>
    public ContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
