using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>What goes into a case of a rule over matrices: for rules whose arrays are no independent numbers, so that what is drawn has
/// to be put right.</summary>
/// <example><code>
/// Laws.For&lt;Kaczmarz.SweepRule&gt;().Given(inputs =&gt; inputs["squares"] = [.. SquaredNorms(inputs["a"], inputs.Columns("a"))]);
/// </code></example>
public abstract class ProgramInputs
{
    private protected ProgramInputs()
    {
    }

    /// <summary>An array's elements, a matrix's row after row; when set, rounded to the element type.</summary>
    /// <param name="array">The parameter's name.</param>
    /// <exception cref="ArgumentException">There is no such array, or it has another number of elements.</exception>
    public abstract double[] this[string array] { get; set; }

    /// <summary>The number of a matrix's columns, or of a line's elements.</summary>
    /// <param name="array">The parameter's name.</param>
    /// <exception cref="ArgumentException">There is no such array.</exception>
    public abstract int Columns(string array);
}

/// <inheritdoc/>
internal sealed class ProgramInputs<T>(ProgramPlan plan, ProgramCase<T> of) : ProgramInputs
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double[] this[string array]
    {
        get => [.. of.Arrays[IndexOf(array)].Select(double.CreateTruncating)];
        set
        {
            T[] elements = of.Arrays[IndexOf(array)];
            if (value.Length != elements.Length)
            {
                throw new ArgumentException($"{array} has {elements.Length} elements, not {value.Length}.", nameof(value));
            }

            for (int i = 0; i < elements.Length; i++)
            {
                elements[i] = T.CreateTruncating(value[i]);
            }
        }
    }

    /// <inheritdoc/>
    public override int Columns(string array) => (int)of.Axes[plan.Arrays[IndexOf(array)].Axis];

    private int IndexOf(string array) => plan.Arrays.ToList().FindIndex(a => a.Name == array) is >= 0 and int index
        ? index
        : throw new ArgumentException(
            $"{plan.Rule} has no array {array}, only {string.Join(", ", plan.Arrays.Select(a => a.Name))}.", nameof(array));
}
