using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Parse;

/// <summary>The statements still to run, first one first; an immutable list, so that both sides of a condition can go on with it.</summary>
internal sealed record Continuation(IOperation Next, Continuation? Rest, int Trips = 0)
{
    public static Continuation Of(IOperation operation) => new(operation, null);

    public static Continuation? Before(IEnumerable<IOperation> operations, Continuation? rest)
    {
        Continuation? result = rest;
        foreach (IOperation operation in operations.Reverse())
        {
            result = new Continuation(operation, result);
        }

        return result;
    }
}
