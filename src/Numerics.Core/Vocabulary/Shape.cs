namespace Numerics;

/// <summary>The one rule of shapes: arrays that combine have one length.</summary>
internal static class Shape
{
    public static void Check(int left, int right)
    {
        if (left != right)
        {
            throw new ArgumentException($"Arrays of different lengths do not combine: {left} and {right} elements.");
        }
    }
}
