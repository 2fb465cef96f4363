namespace Numerics;

/// <content>Arrays that are written number by number, as constraints are.</content>
public sealed partial class Vec
{
    /// <summary>The array of these numbers: the result of <c>[Constraints]</c> that are written one by one.</summary>
    public static Vec Of(params ReadOnlySpan<Scalar> numbers)
    {
        double[] values = new double[numbers.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = numbers[i].Value;
        }

        return new Vec(owned: values);
    }

    /// <summary>The array of <paramref name="count"/> numbers, each computed of its position. In <c>[Constraints]</c> the count is a
    /// constant, and each number a formula of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Vec Generate(int count, Func<int, Scalar> number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(number);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = number(i).Value;
        }

        return new Vec(owned: values);
    }
}
