using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Programs;

/// <summary>The library's rules over matrices or with loops, with what is known of their arguments.</summary>
internal static class LibraryPrograms
{
    private const string Inverse = "inverse";
    private const string Epsilon = "epsilon";

    /// <summary>Exponents of a transport plan are sums of five terms, each at most this.</summary>
    private const double GreatestTerm = 4;

    /// <summary>Of the cases that a rule of a user's gets: programs are made of the same parts, which the examples' rules see in
    /// full.</summary>
    private const double Share = 0.25;

    /// <summary>Loops within loops: a case takes as long as a hundred others.</summary>
    private const double ShareOfNested = 0.05;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ProgramRule> All { get; } = Laws.ProgramsOf(typeof(Vec).Assembly);

    /// <summary>Rules that are not under these laws: of the directions and the costs most numbers of random potentials hang on
    /// decisions, and the Newton step on the simplex solves in thousands of rounds, too long for an interpreter. Tests of their own have
    /// them.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } =
    [
        "Numerics.Rules.NewtonStep.Direction", "Numerics.Rules.NewtonStep.DirectionOnPoints",
        "Numerics.Rules.OnlineNewtonSimplex.Step", "Numerics.Rules.TransportRules.CostOnPoints",
    ];

    /// <summary>Those that are.</summary>
    public static IEnumerable<ProgramRule> UnderLaws => All.Where(r => !Elsewhere.Contains(r.Name));

    /// <summary>The rules with the laws that compare with an oracle, or with the others.</summary>
    public static TheoryData<string, string> WithLaws(bool isOfOracles)
    {
        var data = new TheoryData<string, string>();
        foreach (ProgramRule rule in UnderLaws)
        {
            foreach ((string law, _) in Laws.For(rule).All)
            {
                if (isOfOracles == (law is nameof(ProgramLaws.KernelsEqualPlan) or nameof(ProgramLaws.KernelsEqualDefinition)))
                {
                    data.Add(rule.Name, law);
                }
            }
        }

        return data;
    }

    /// <summary>Checks a law of a rule, by names.</summary>
    public static void Check(string rule, string law) => LawsOf(All.Single(r => r.Name == rule)).All.Single(l => l.Name == law).Check();

    /// <summary>The laws of one of them.</summary>
    public static ProgramLaws LawsOf(ProgramRule rule, LawSettings? settings = null)
    {
        bool isNested = rule is OnlineNewton.StepRule or OnlineNewtonBox.StepRule;
        double amount = (isNested ? ShareOfNested : Share) * LawSettings.Default.Amount;
        ProgramLaws laws = Laws.For(rule, settings ?? LawSettings.Default with { Amount = amount });
        bool Has(string parameter) => rule.Parameters.Any(p => p.Name == parameter);
        return Has("metric") ? laws.Given(PutMetric)
            : Has(Inverse) ? laws.Given(PutDefinite)
            : Has("kept") && Has("p") ? laws.Given(PutPlan)
            : Has(Epsilon) ? laws.Given(PutTemperature)
            : rule is BlockProjection.StepRule ? laws.Given(PutIndependent)
            : laws;
    }

    /// <summary>A is symmetric and 0 &lt; A ≤ I: half of the identity, and of what was drawn so much that rows add less to it than a
    /// quarter.</summary>
    private static void PutDefinite(ProgramInputs inputs)
    {
        double[] drawn = inputs[Inverse];
        int n = inputs.Columns(Inverse);
        double sum = drawn.Sum(Math.Abs);
        if (!double.IsFinite(sum) || sum == 0 || drawn.Length != n * n)
        {
            return;
        }

        inputs[Inverse] = [.. Enumerable.Range(0, n * n).Select(k =>
            (k % (n + 1) == 0 ? 0.5 : 0) + ((drawn[k] + drawn[(k % n * n) + (k / n)]) / sum / 8))];
    }

    /// <summary>H is symmetric and near the identity, the least that it may be: of an H of great condition projected gradients need
    /// thousands of rounds.</summary>
    private static void PutMetric(ProgramInputs inputs)
    {
        inputs.SetNumber("ridge", 1);
        double[] drawn = inputs["metric"];
        int n = inputs.Columns("metric");
        double sum = drawn.Sum(Math.Abs);
        bool isKnown = double.IsFinite(sum) && sum > 0;
        inputs["metric"] = [.. Enumerable.Range(0, n * n).Select(k => (k % (n + 1) == 0 ? 1.5 : 0)
            + (isKnown ? (drawn[k] + drawn[(k % n * n) + (k / n)]) / sum / 8 : 0))];
    }

    /// <summary>The rows are nearly unit vectors, and rounds few, of numbers that are not ordinary one: of rows that depend on each
    /// other, how far conjugate gradients come in so many rounds hangs on roundings, and in float they all come less far than the
    /// definition does.</summary>
    private static void PutIndependent(ProgramInputs inputs)
    {
        double[] drawn = inputs["rows"];
        int columns = inputs.Columns("rows");
        double sum = drawn.Sum(Math.Abs);
        inputs.SetNumber("rounds", inputs.Profile == InputProfile.Ordinary ? 3 : 1);
        if (double.IsFinite(sum) && sum > 0)
        {
            inputs["rows"] = [.. drawn.Select((r, k) => (k / columns == k % columns ? 1 : 0) + (r / sum / 8))];
        }
    }

    /// <summary>ε is of the order of costs and potentials, as whoever solves such a problem chooses it: of less, exp(−C/ε) leaves a
    /// float's range.</summary>
    private static void PutTemperature(ProgramInputs inputs)
    {
        if (inputs.Profile == InputProfile.Ordinary)
        {
            double greatest = inputs.Arrays.SelectMany(a => inputs[a]).Select(Math.Abs).DefaultIfEmpty(1).Max();
            double squared = inputs.Arrays.Contains("x") ? 4 * greatest * greatest * inputs.Columns("x") : greatest;
            inputs.SetNumber(Epsilon, Math.Max(1, Math.Max(greatest, squared) / GreatestTerm));
        }
    }

    /// <summary>P is a plan near to its marginals, and conjugate gradients are asked for half of the residual: where its least part is
    /// wanted, the number of rounds hangs on roundings.</summary>
    private static void PutPlan(ProgramInputs inputs)
    {
        inputs.SetNumber("tolerance", 0.5);
        inputs.SetNumber("limit", 2);
        inputs.SetNumber(Epsilon, 1);
        double[] p = [.. inputs["p"].Select(Math.Abs)];
        int columns = inputs.Columns("p");
        inputs["p"] = p;
        inputs["a"] = [.. inputs["a"].Select((a, i) => (1 + (Math.Tanh(a) / 4)) * p[(i * columns)..((i + 1) * columns)].Sum())];
        inputs["b"] = [.. inputs["b"].Select((b, j) => (1 + (Math.Tanh(b) / 4)) * p.Where((_, k) => k % columns == j).Sum())];
    }
}
