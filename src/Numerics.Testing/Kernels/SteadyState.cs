using System.Runtime;

namespace Numerics.Testing;

/// <summary>What an action costs once it has run a few times: the least of several rounds, since now and then the
/// runtime does something for itself.</summary>
internal static class SteadyState
{
    private const int WarmUp = 4;
    private const int Rounds = 6;

    /// <summary>Bytes allocated on this thread.</summary>
    public static long LeastAllocation(Action action) => Least(action, GC.GetAllocatedBytesForCurrentThread);

    /// <summary>Methods compiled on this thread.</summary>
    public static long LeastCompilation(Action action) =>
        Least(action, () => JitInfo.GetCompiledMethodCount(currentThread: true));

    private static long Least(Action action, Func<long> count)
    {
        count();
        for (int i = 0; i < WarmUp; i++)
        {
            action();
        }

        long least = long.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long before = count();
            action();
            least = Math.Min(least, count() - before);
        }

        return least;
    }
}
