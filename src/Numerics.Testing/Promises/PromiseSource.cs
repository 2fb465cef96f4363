using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A case of a promise: from these three numbers everything is drawn again.</summary>
/// <param name="Length">The number of elements.</param>
/// <param name="Steps">The number of steps of a run.</param>
/// <param name="Seed">The seed of all numbers.</param>
internal sealed record PromiseTrial(int Length, int Steps, int Seed)
{
    /// <summary>Smaller cases, the smallest first.</summary>
    public IEnumerable<PromiseTrial> Smaller() =>
        from length in new[] { 1, 2, 3, Length / 2, Length - 1, Length }.Where(n => n >= 1 && n <= Length).Distinct()
        from steps in new[] { 1, 2, Steps / 2, Steps - 1, Steps }.Where(n => n >= 1 && n <= Steps).Distinct()
        where length < Length || steps < Steps
        select this with { Length = length, Steps = steps };
}

/// <summary>Draws arguments for a rule: ordinary numbers, zeros and ties, all of which a float has, and hyperparameters such as
/// people use, within the promise's condition.</summary>
internal sealed class PromiseSource(Rule rule, Promise promise, PromiseTrial trial)
{
    private const int SimplexCells = 4096;

    /// <summary>Hyperparameters without default are drawn about this, above their least value.</summary>
    private const double UsualValue = 0.1;

    private readonly Random _random = new(trial.Seed);

    /// <summary>The sequence of everything drawn here.</summary>
    public Random Random => _random;

    /// <summary>The number of elements.</summary>
    public int Length => trial.Length;

    private IEnumerable<RuleParameter> HostParameters =>
        rule.Parameters.Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar));

    /// <summary>Arguments as at an optimizer's start: states at their first values, a gradient drawn.</summary>
    public RuleInput Start() => Draw(p => p.Role == ParameterRole.State);

    /// <summary>Arguments in the middle of things: states drawn too.</summary>
    public RuleInput Any() => Draw(_ => false);

    private RuleInput Draw(Func<RuleParameter, bool> isAtStart) => new(
        [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Array)
            .Select(p => isAtStart(p) ? Filled(p.Start) : Array(p.Domain))],
        [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Scalar)
            .Select(p => isAtStart(p) ? p.Start : (float)(4 * (_random.NextDouble() - 0.5)))],
        Host());

    /// <summary>Host values: what the promise fixes, states and the step number at their starts, the rest drawn.</summary>
    public double[] Host()
    {
        double[] host = [.. HostParameters.Select(p => p.Role switch
        {
            ParameterRole.State => p.Start,
            ParameterRole.StepNumber => Math.Max(1, p.Minimum),
            _ => DrawHost(p),
        })];
        foreach (HostSetting setting in promise.When)
        {
            host[setting.Host] = setting.Value;
        }

        return host;
    }

    /// <summary>An array of a domain.</summary>
    public double[] Array(ArrayDomain domain = ArrayDomain.Everywhere) => domain switch
    {
        ArrayDomain.NonNegative => System.Array.ConvertAll(Array(), Math.Abs),
        ArrayDomain.Box => [.. Enumerable.Range(0, Length)
            .Select(_ => (double)_random.Next(-SimplexCells, SimplexCells + 1) / SimplexCells)],
        ArrayDomain.Simplex => Simplex(),
        _ => Ordinary(),
    };

    /// <summary>One of the usual gradients of a run: fresh, the last again, or a great push outwards.</summary>
    public double[] Gradient(double[] last, double[] start) => _random.Next(6) switch
    {
        0 => last,
        1 => System.Array.ConvertAll(start, x => -1024.0 * Math.Sign(x)),
        _ => Array(),
    };

    /// <summary>The indices in a random order.</summary>
    public int[] Permutation()
    {
        int[] order = [.. Enumerable.Range(0, Length)];
        _random.Shuffle(order);
        return order;
    }

    /// <summary>Normal numbers over four decades, a zero in ten, a tie in ten.</summary>
    private double[] Ordinary()
    {
        double[] values = new double[Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _random.Next(10) switch
            {
                0 => 0,
                1 when i > 0 => _random.Next(2) == 0 ? values[i - 1] : -values[i - 1],
                _ => (float)(Normal() * Math.Pow(10, (4 * _random.NextDouble()) - 2)),
            };
        }

        return values;
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Whole numbers of cells, at least one each, that fill them all: the sum is 1 exactly.</summary>
    private double[] Simplex()
    {
        int[] cells = new int[Length];
        System.Array.Fill(cells, 1);
        for (int left = SimplexCells - Length; left > 0;)
        {
            int part = Math.Min(left, 1 + _random.Next(1 + (2 * SimplexCells / Length)));
            cells[_random.Next(Length)] += part;
            left -= part;
        }

        return System.Array.ConvertAll(cells, c => (double)c / SimplexCells);
    }

    private double[] Filled(double value) => [.. Enumerable.Repeat(value, Length)];

    private double DrawHost(RuleParameter p) => p.Kind switch
    {
        ParameterKind.Bool => _random.Next(2),
        ParameterKind.Enum => p.Members.Count > 0 ? p.Members[_random.Next(p.Members.Count)] : p.Default ?? 0,
        ParameterKind.Int => Allowed(p, (p.Default ?? Math.Max(p.Minimum, 0)) + _random.Next(3)),
        _ => Allowed(p, DrawNumber(p)),
    };

    private double DrawNumber(RuleParameter p)
    {
        double least = double.IsFinite(p.Minimum) ? p.Minimum : 0;
        double usual = Usual(p);
        double greatest = double.IsFinite(p.Maximum) ? p.Maximum : least + 1;
        return _random.Next(3) switch
        {
            0 => usual,
            1 => least + ((usual == least ? UsualValue : usual - least) * Math.Pow(10, (2 * _random.NextDouble()) - 1)),
            _ => least + ((greatest - least) * _random.NextDouble()),
        };
    }

    private static double Usual(RuleParameter p) =>
        p.Default ?? (double.IsFinite(p.Minimum) && double.IsFinite(p.Maximum)
            ? (p.Minimum + p.Maximum) / 2
            : double.IsFinite(p.Minimum) ? p.Minimum + UsualValue
            : double.IsFinite(p.Maximum) ? p.Maximum - UsualValue : UsualValue);

    private static double Allowed(RuleParameter p, double v) =>
        (p.MinimumExcluded ? v > p.Minimum : v >= p.Minimum) && (p.MaximumExcluded ? v < p.Maximum : v <= p.Maximum) ? v : Usual(p);
}
