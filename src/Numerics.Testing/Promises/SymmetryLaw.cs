using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of an equivariance, one for each symmetry.</summary>
internal abstract class SymmetryLaw(Rule rule, EquivariantPromise promise) : PromiseLaw(rule, promise)
{
    public static IEnumerable<PromiseLaw> Of(Rule rule, EquivariantPromise promise)
    {
        if (promise.Symmetry.HasFlag(Symmetry.Permutation))
        {
            yield return new PermutationLaw(rule, promise);
        }

        if (promise.Symmetry.HasFlag(Symmetry.SignFlip))
        {
            yield return new SignFlipLaw(rule, promise);
        }

        if (promise.Symmetry.HasFlag(Symmetry.GradientScale))
        {
            yield return new GradientScaleLaw(rule, promise);
        }

        if (promise.Symmetry.HasFlag(Symmetry.Orthogonal))
        {
            yield return new OrthogonalLaw(rule, promise);
        }
    }

    /// <summary>The same number, NaN included, or no further apart than may be.</summary>
    protected bool Agrees(double a, double b, double slack)
    {
        Compared += double.IsFinite(slack) ? 1 : 0;
        return a == b || a.Equals(b) || Math.Abs(a - b) <= slack || double.IsPositiveInfinity(slack);
    }

    /// <summary>The first element that differs, in words.</summary>
    protected string? Difference(string array, double[] expected, double[] actual, Func<int, double> slack)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Agrees(expected[i], actual[i], slack(i)))
            {
                return $"{array}[{i}] is {Show(actual[i])}, expected {Show(expected[i])} (±{slack(i):G3})";
            }
        }

        return null;
    }

    /// <summary>The first number that differs, in words.</summary>
    protected string? Numbers(RuleOutput expected, RuleOutput actual, Func<int, double> slack)
    {
        for (int r = 0; r < expected.Numbers.Length; r++)
        {
            if (!Agrees(expected.Numbers[r], actual.Numbers[r], slack(r)))
            {
                return $"the number is {Show(actual.Numbers[r])}, expected {Show(expected.Numbers[r])} (±{slack(r):G3})";
            }
        }

        return null;
    }

    /// <summary>The name of an array in kernel order.</summary>
    protected string NameOf(int array) => RuleShape.Of(Rule).Arrays[array].Name;
}

/// <summary>All arrays in another order: the results in that order. To the bit without reductions, which add in another
/// order.</summary>
internal sealed class PermutationLaw(Rule rule, EquivariantPromise promise) : SymmetryLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        RuleInput input = source.Any();
        int[] order = source.Permutation();
        RuleOutput plain = subject.Run(input);
        RuleOutput moved = subject.Run(input with { Arrays = [.. input.Arrays.Select(Permute)] });
        bool reduces = RuleShape.Of(Rule).Reduces;
        for (int k = 0; k < plain.Arrays.Length; k++)
        {
            double[] slack = Permute(plain.Slack[k]);
            string? wrong = Difference(
                NameOf(k), Permute(plain.Arrays[k]), moved.Arrays[k], i => reduces ? slack[i] + moved.Slack[k][i] : 0);
            if (wrong is not null)
            {
                return $"in the order {string.Join(" ", order.Take(16))}, {wrong}, from {Show(input)}";
            }
        }

        return Numbers(plain, moved, r => reduces ? plain.NumberSlack[r] + moved.NumberSlack[r] : 0) is string number
            ? $"in the order {string.Join(" ", order.Take(16))}, {number}, from {Show(input)}" : null;

        double[] Permute(double[] x) => [.. order.Select(i => x[i])];
    }
}

/// <summary>Two runs side by side, the second's start and gradients changed: its parameters are the first's changed in the same
/// way, to the bit.</summary>
internal abstract class PairedRunLaw(Rule rule, EquivariantPromise promise) : SymmetryLaw(rule, promise)
{
    /// <summary>The two runs, from these arguments.</summary>
    protected string? FindInRun(
        RuleSubject subject, PromiseSource source, int steps, Func<double[], double[]> ofParameter, Func<double[], double[]> ofGradient)
    {
        int x = RuleRun.ParameterOf(Rule), g = RuleRun.GradientOf(Rule);
        RuleInput start = source.Start();
        var plain = new RuleRun(subject, start);
        var other = new RuleRun(subject, start.With(x, ofParameter(start.Arrays[x])));
        double[] gradient = start.Arrays[g];
        for (int t = 1; t <= steps; t++)
        {
            gradient = source.Gradient(gradient, start.Arrays[x]);
            RuleInput before = plain.Input.With(g, gradient);
            double[] expected = ofParameter(plain.Advance(gradient).Arrays[x]);
            double[] actual = other.Advance(ofGradient(gradient)).Arrays[x];
            if (Difference(NameOf(x), expected, actual, _ => 0) is string wrong)
            {
                return $"step {t}: {wrong}; gradient {Show(ofGradient(gradient))} for {Show(gradient)}, from {Show(before)}";
            }
        }

        return null;
    }
}

/// <summary>Some coordinates mirrored.</summary>
internal sealed class SignFlipLaw(Rule rule, EquivariantPromise promise) : PairedRunLaw(rule, promise)
{
    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        double[] signs = [.. Enumerable.Range(0, source.Length).Select(_ => source.Random.Next(2) == 0 ? 1.0 : -1.0)];
        return IsOptimizer ? FindInRun(subject, source, steps, Flip, Flip) : FindInCall(subject, source.Any(), Flip);

        double[] Flip(double[] x) => [.. x.Zip(signs, (a, s) => a * s)];
    }

    private string? FindInCall(RuleSubject subject, RuleInput input, Func<double[], double[]> flip)
    {
        RuleInput mirrored = input with { Arrays = [.. input.Arrays.Select(flip)] };
        RuleOutput plain = subject.Run(input);
        RuleOutput other = subject.Run(mirrored);
        string? wrong = Enumerable.Range(0, plain.Arrays.Length)
            .Select(k => Difference(NameOf(k), flip(plain.Arrays[k]), other.Arrays[k], _ => 0)).FirstOrDefault(w => w is not null)
            ?? Numbers(plain, other, _ => 0);
        return wrong is null ? null : $"{wrong}, from {Show(mirrored)}";
    }
}

/// <summary>All gradients times a power of two.</summary>
internal sealed class GradientScaleLaw(Rule rule, EquivariantPromise promise) : PairedRunLaw(rule, promise)
{
    /// <summary>Squares of gradients about 1/100 … 1000 times 2⁻¹² … 2¹² stay normal numbers.</summary>
    private const int GreatestExponent = 12;

    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        double scale = Math.ScaleB(1, source.Random.Next(-GreatestExponent, GreatestExponent + 1));
        return FindInRun(subject, source, steps, x => x, g => Array.ConvertAll(g, v => scale * v));
    }
}

/// <summary>All arrays turned: groups of four coordinates, chosen at random, by half a Hadamard matrix, which is exact for even whole
/// numbers.</summary>
internal sealed class OrthogonalLaw(Rule rule, EquivariantPromise promise) : SymmetryLaw(rule, promise)
{
    private const int Group = 4;
    private const int Greatest = 32;

    private static readonly double[][] Turn =
        [[0.5, 0.5, 0.5, 0.5], [0.5, -0.5, 0.5, -0.5], [0.5, 0.5, -0.5, -0.5], [0.5, -0.5, -0.5, 0.5]];

    protected override string? Find(RuleSubject subject, PromiseSource source, int steps)
    {
        int length = (source.Length + Group - 1) / Group * Group;
        int[] order = [.. Enumerable.Range(0, length)];
        source.Random.Shuffle(order);
        RuleInput any = source.Any();
        RuleInput input = any with { Arrays = [.. any.Arrays.Select(_ => Whole(source, length))] };
        RuleOutput plain = subject.Run(input);
        RuleOutput turned = subject.Run(input with { Arrays = [.. input.Arrays.Select(a => Apply(a, order))] });
        for (int k = 0; k < plain.Arrays.Length; k++)
        {
            double[] slack = Apply(plain.Slack[k], order, isOfSizes: true);
            string? wrong = Difference(NameOf(k), Apply(plain.Arrays[k], order), turned.Arrays[k], i => slack[i] + turned.Slack[k][i]);
            if (wrong is not null)
            {
                return $"turned, {wrong}, from {Show(input)}";
            }
        }

        return Numbers(plain, turned, r => plain.NumberSlack[r] + turned.NumberSlack[r]) is string number
            ? $"turned, {number}, from {Show(input)}" : null;
    }

    private static double[] Whole(PromiseSource source, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => 2.0 * source.Random.Next(-Greatest, Greatest + 1))];

    private static double[] Apply(double[] x, int[] order, bool isOfSizes = false)
    {
        double[] turned = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = Turn[i % Group];
            int first = i / Group * Group;
            for (int j = 0; j < Group; j++)
            {
                turned[order[i]] += (isOfSizes ? 0.5 : row[j]) * x[order[first + j]];
            }
        }

        return turned;
    }
}
