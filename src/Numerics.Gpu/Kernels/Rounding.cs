namespace Numerics.Gpu.Kernels;

/// <summary>Doubles as elements.</summary>
internal static class Rounding
{
    /// <summary>Rounds each once.</summary>
    public static void Round<T>(ReadOnlySpan<double> values, Span<T> rounded)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i++)
        {
            rounded[i] = typeof(T) == typeof(float) ? (T)(object)(float)values[i] : (T)(object)values[i];
        }
    }
}
