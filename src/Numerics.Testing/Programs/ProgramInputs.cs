using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

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

    /// <summary>What the elements look like that were drawn.</summary>
    public abstract InputProfile Profile { get; }

    /// <summary>The arrays' names.</summary>
    public abstract IReadOnlyList<string> Arrays { get; }

    /// <summary>Sets a host value: one that chooses another branch of the rule, or other lengths, was drawn with them and stays.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">Its value, in the parameter's range.</param>
    /// <exception cref="ArgumentException">There is no such host parameter, or it must stay.</exception>
    public abstract void SetNumber(string parameter, double value);
}

/// <inheritdoc/>
internal sealed class ProgramInputs<T>(ProgramRule rule, ProgramPlan plan, ProgramCase<T> of, InputProfile profile) : ProgramInputs
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

    /// <inheritdoc/>
    public override InputProfile Profile => profile;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Arrays => [.. plan.Arrays.Select(a => a.Name)];

    /// <inheritdoc/>
    public override void SetNumber(string parameter, double value)
    {
        int host = plan.Host.ToList().FindIndex(h => h.Name == parameter);
        if (host < 0)
        {
            throw new ArgumentException($"{plan.Rule} has no host parameter {parameter}.", nameof(parameter));
        }

        double before = of.Host[host];
        of.Host[host] = value;
        nint[] axes = [.. of.Axes];
        int variant = rule.VariantOf(of.Host);
        rule.Lengths(variant, of.Host, axes);
        if (variant != plan.Variant || !axes.SequenceEqual(of.Axes))
        {
            of.Host[host] = before;
            throw new ArgumentException($"{parameter} = {value} takes another variant, or other lengths, than {before} did.", nameof(value));
        }
    }

    private int IndexOf(string array) => plan.Arrays.ToList().FindIndex(a => a.Name == array) is >= 0 and int index
        ? index
        : throw new ArgumentException(
            $"{plan.Rule} has no array {array}, only {string.Join(", ", plan.Arrays.Select(a => a.Name))}.", nameof(array));
}
