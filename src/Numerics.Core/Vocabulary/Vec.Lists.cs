namespace Numerics;

/// <content>Arrays that are written number by number, as constraints are.</content>
public sealed partial class Vec
{
    /// <summary>The array of these numbers: the result of <c>[Constraints]</c> that are written one by one.</summary>
    public static Vec Of(params ReadOnlySpan<Scalar> numbers)
    {
        Traced[] elements = new Traced[numbers.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = numbers[i].Traced;
        }

        return Joined(elements);
    }

    /// <summary>The array of <paramref name="count"/> numbers, each computed of its position. In <c>[Constraints]</c> the count is a
    /// constant, and each number a formula of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Vec Generate(int count, Func<int, Scalar> number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(number);
        Traced[] elements = new Traced[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = number(i).Traced;
        }

        return Joined(elements);
    }

    /// <summary>Numbers as an array, each with how it came about.</summary>
    private static Vec Joined(Traced[] numbers) => new(Traced.Column(numbers).Reshape(1, numbers.Length, TableForm.Row));
}
