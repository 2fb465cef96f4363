using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The overload that users call: it gives what the plan gives, and refuses bad arguments before anything is
/// written.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FacadeContract<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Length = 37;

    private readonly UpdateRule _rule;
    private readonly Facade<T> _facade;
    private readonly CaseSource<T> _source;
    private readonly TensorCase<T> _case;

    private FacadeContract(UpdateRule rule, Facade<T> facade, ContractSettings settings)
    {
        (_rule, _facade) = (rule, facade);
        _source = new CaseSource<T>(rule, settings.Seed + StableSeed.Of(rule.Name, typeof(T).Name, "facade"));
        _case = _source.Draw(InputProfile.Ordinary, Length);
    }

    private IReadOnlyList<PlanArray> Arrays => _rule.Plans[0].Arrays;

    /// <summary>Checks the overload of a rule; a rule that stands alone has none.</summary>
    public static void Check(UpdateRule rule, ContractSettings settings)
    {
        if (Facade<T>.Find(rule) is { } facade)
        {
            new FacadeContract<T>(rule, facade, settings).Check();
        }
    }

    private void Check()
    {
        for (int length = 0; length <= Length; length++)
        {
            CheckResult(_source.Draw(InputProfile.Special, length));
        }

        CheckSharedInputs();
        CheckLengths();
        CheckOverlaps();
        CheckHost();
    }

    private void CheckResult(TensorCase<T> before)
    {
        TensorCase<T> expected = Interpret(before);
        TensorCase<T> actual = before.Copy();
        actual.Results = _facade.Call(Segments(actual), actual.Host, actual.Scalars);
        Compare(before, expected, actual, "the overload");
    }

    private TensorCase<T> Interpret(TensorCase<T> before)
    {
        ContractionClass contraction =
            KernelContext.Default.Contraction == Contraction.Fused ? ContractionClass.Fused : ContractionClass.Separate;
        TensorCase<T> expected = before.Copy();
        PlanInterpreter.Run(_rule, _rule.VariantOf(before.Host), contraction, expected);
        return expected;
    }

    private static ArraySegment<T>[] Segments(TensorCase<T> tensor) =>
        [.. tensor.Arrays.Select(a => new ArraySegment<T>(a))];

    /// <summary>Arrays that are only read may be the same.</summary>
    private void CheckSharedInputs()
    {
        int[] read = [.. Enumerable.Range(0, Arrays.Count).Where(k => Arrays[k].Use == ArrayUse.Read)];
        if (read.Length < 2)
        {
            return;
        }

        TensorCase<T> before = _case.Copy();
        foreach (int k in read)
        {
            before.Arrays[k] = before.Arrays[read[0]];
        }

        TensorCase<T> expected = Interpret(before);
        ArraySegment<T>[] segments = Segments(before.Copy());
        foreach (int k in read)
        {
            segments[k] = segments[read[0]];
        }

        double[] results = _facade.Call(segments, before.Host, before.Scalars);
        var actual = new TensorCase<T>([.. segments.Select(s => s.ToArray())], before.Host,
            before.Scalars)
        { Results = results };
        Compare(before, expected, actual, "the same array read twice");
    }

    private void CheckLengths()
    {
        for (int k = 0; k < Arrays.Count && Arrays.Count > 1; k++)
        {
            foreach (int length in new[] { 0, Length - 1, Length + 1 })
            {
                ArraySegment<T>[] segments = Segments(_case.Copy());
                segments[k] = new ArraySegment<T>(Drawn(length));
                ExpectRefusal(segments, _case.Host, $"{Arrays[k].Name} of {length} elements among {Length}",
                    Arrays[k].Name);
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
        ArraySegment<T>[] segments = Segments(_case.Copy());
        segments[first] = new ArraySegment<T>(shared, 0, Length);
        segments[second] = new ArraySegment<T>(shared, shift, Length);
        ExpectRefusal(
            segments, _case.Host, $"{Arrays[second].Name} {shift} elements into {Arrays[first].Name}",
            Arrays[Math.Max(first, second)].Name);
    }

    private void CheckHost()
    {
        int position = 0;
        foreach (RuleParameter parameter in _rule.Parameters.Where(p =>
            p.Kind is not (ParameterKind.Array or ParameterKind.Scalar)))
        {
            foreach (double bad in BadValues(parameter))
            {
                double[] host = [.. _case.Host];
                host[position] = bad;
                ExpectRefusal(Segments(_case.Copy()), host, $"{parameter.Name} = {bad}", parameter.Name);
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
    private void ExpectRefusal(ArraySegment<T>[] segments, double[] host, string what, string argument)
    {
        T[][] before = [.. segments.Select(s => (T[])s.Array!.Clone())];
        try
        {
            _facade.Call(segments, host, _case.Scalars);
        }
        catch (ArgumentException refusal) when (refusal.Message.Contains(argument, StringComparison.Ordinal))
        {
            bool isUntouched = segments.Zip(before).All(p => p.First.Array!.AsSpan().SequenceEqual(p.Second));
            if (isUntouched)
            {
                return;
            }

            throw Failure($"{what} was refused after something had been written");
        }

        throw Failure($"{what} was accepted");
    }

    private void Compare(TensorCase<T> before, TensorCase<T> expected, TensorCase<T> actual, string what)
    {
        if (ContractFailure.Difference(_rule.Plans[_rule.VariantOf(before.Host)], before, expected,
            actual) is { } difference)
        {
            throw Failure($"{what}: {difference}");
        }
    }

    private ContractException Failure(string what) =>
        new($"{ContractFailure.Place<T>(_rule, "overload", _source.Seed)}: {what}");
}
