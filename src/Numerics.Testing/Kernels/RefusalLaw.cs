using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The overload that users call refuses bad arguments before anything is written.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class RefusalLaw<T> : KernelLaw<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Length = 37;

    private readonly CaseSource<T> _source;
    private readonly TensorCase<T> _case;

    public RefusalLaw(UpdateRule rule, LawSettings settings)
        : base(rule, settings, nameof(RuleLaws.BadArgumentsAreRefused))
    {
        _source = Source();
        _case = _source.Draw(InputProfile.Ordinary, Length);
    }

    public void Check()
    {
        CheckLengths();
        CheckOverlaps();
        CheckHost();
    }

    private Memory<T>[] Fresh() => [.. _case.Copy().Arrays.Select(a => a.AsMemory())];

    private void CheckLengths()
    {
        for (int k = 0; k < Arrays.Count && Arrays.Count > 1; k++)
        {
            foreach (int length in new[] { 0, Length - 1, Length + 1 })
            {
                Memory<T>[] arrays = Fresh();
                arrays[k] = Drawn(length);
                ExpectRefusal(
                    arrays, _case.Host, $"{Arrays[k].Name} of {length} elements among {Length}", Arrays[k].Name);
            }
        }
    }

    private T[] Drawn(int length) =>
        new InputSource<T>(_source.Random).Arrays(InputProfile.Ordinary, length, [false])[0];

    private void CheckOverlaps()
    {
        for (int a = 0; a < Arrays.Count; a++)
        {
            for (int b = a + 1; b < Arrays.Count; b++)
            {
                foreach (int shift in new[] { 0, 1, Length - 1 })
                {
                    CheckOverlap(a, b, shift);
                    CheckOverlap(b, a, shift);
                }
            }
        }
    }

    private void CheckOverlap(int first, int second, int shift)
    {
        if (Arrays[first].Use == ArrayUse.Read && Arrays[second].Use == ArrayUse.Read)
        {
            return;
        }

        T[] shared = Drawn(2 * Length);
        Memory<T>[] arrays = Fresh();
        arrays[first] = shared.AsMemory(0, Length);
        arrays[second] = shared.AsMemory(shift, Length);
        ExpectRefusal(
            arrays, _case.Host, $"{Arrays[second].Name} {shift} elements into {Arrays[first].Name}",
            Arrays[Math.Max(first, second)].Name);
    }

    private void CheckHost()
    {
        int position = 0;
        foreach (RuleParameter parameter in Rule.Parameters.Where(p =>
            p.Kind is not (ParameterKind.Array or ParameterKind.Scalar)))
        {
            foreach (double bad in BadValues(parameter))
            {
                double[] host = [.. _case.Host];
                host[position] = bad;
                ExpectRefusal(Fresh(), host, $"{parameter.Name} = {bad}", parameter.Name);
            }

            position++;
        }
    }

    private static IEnumerable<double> BadValues(RuleParameter p)
    {
        double below =
            p.MinimumExcluded ? p.Minimum : p.Kind == ParameterKind.Int ? p.Minimum - 1 : Math.BitDecrement(p.Minimum);
        double above =
            p.MaximumExcluded ? p.Maximum : p.Kind == ParameterKind.Int ? p.Maximum + 1 : Math.BitIncrement(p.Maximum);
        IEnumerable<double> beyond = new[] { below, above }.Where(double.IsFinite);
        return p is { Kind: ParameterKind.Double, Role: ParameterRole.None } ? beyond.Append(double.NaN) : beyond;
    }

    /// <summary>A call that must throw an <see cref="ArgumentException"/> naming the argument, and leave every array
    /// as it was.</summary>
    private void ExpectRefusal(Memory<T>[] arrays, double[] host, string what, string argument)
    {
        T[][] before = [.. arrays.Select(a => a.ToArray())];
        string? refusal = RefusalOf(arrays, host);
        bool isTouched = !arrays.Zip(before).All(p => p.First.Span.SequenceEqual(p.Second));
        string? wrong = refusal is null ? "was accepted"
            : !refusal.Contains(argument, StringComparison.Ordinal) ? $"was refused without naming {argument}: {refusal}"
            : isTouched ? "was refused after an array was written"
            : null;
        if (wrong is not null)
        {
            throw Violation($"{what} {wrong}");
        }
    }

    private string? RefusalOf(Memory<T>[] arrays, double[] host)
    {
        try
        {
            Overload.Run(Rule, arrays, host, _case.Scalars);
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
    }
}
