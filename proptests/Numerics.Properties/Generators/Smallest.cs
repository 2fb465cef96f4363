using FsCheck;

namespace Numerics.Properties.Generators;

/// <summary>What FsCheck's shrinking comes to: the first shrink that still fails, until none does.</summary>
internal static class Smallest
{
    private const int MostSteps = 10_000;

    public static T Of<T>(Arbitrary<T> arbitrary, T value, Func<T, bool> fails)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            T[] next = [.. arbitrary.Shrinker(value).Where(fails).Take(1)];
            if (next.Length == 0)
            {
                return value;
            }

            value = next[0];
        }

        throw new InvalidOperationException($"No end of shrinking after {MostSteps} steps, at {value}.");
    }
}
