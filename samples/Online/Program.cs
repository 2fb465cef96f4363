using System.Globalization;
using Numerics.Rules;
using Online;

IReadOnlyList<Patient> patients = Patient.Load(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"));
var experts = new Experts(patients[0].Features.Length);
float[][] predictions = [.. patients.Select(experts.Predict)];
float[][] losses = [.. patients.Zip(predictions, (p, q) => Experts.Losses(q, p.IsMalignant))];
Console.WriteLine($"{patients.Count} patients, {experts.Count} experts");

// An expert's loss is in [0, 1]. Hints of the last loss help where losses drift; those of the mean, where they do not.
StepSize advice = StepSize.Entropy(experts.Count, gradientBound: 1);
Geometry distributions = Geometry.Entropy(experts.Count), simplex = Geometry.Simplex(experts.Count);
ILoss[] advised = [.. losses.Select(l => new AdviceLoss(l))];
StepSize euclidean = StepSize.Convex(Math.Sqrt(2), Math.Sqrt(experts.Count));
Run[] onAdvice =
[
    Run.Play("optimistic weights, hint: mean", distributions,
        new() { StepSize = advice, Optimism = Optimism.RunningMean }, advised),
    Run.Play("multiplicative weights", distributions, new() { StepSize = advice, Optimism = Optimism.None }, advised),
    Run.Play("follow the leader, Euclidean", simplex, new() { StepSize = euclidean, FollowsLeader = true }, advised),
];

// Experts as assets: a bet of half the stake on what the expert says.
// A gradient −r/⟨x, r⟩ with r in [½, 1½] is in [−3, 0].
ILoss[] bets = [.. losses.Select(l => new PortfolioLoss([.. l.Select(e => 1.5f - e)]))];
StepSize betting = StepSize.Convex(Math.Sqrt(2), 3 * Math.Sqrt(experts.Count));
Run[] onPortfolio =
[
    Run.Play("optimistic descent, hint: mean", simplex, new() { StepSize = betting, Optimism = Optimism.RunningMean },
        bets),
    Run.Play("follow the leader", simplex, new() { StepSize = betting, FollowsLeader = true }, bets),
];

string plot = Path.Combine(AppContext.BaseDirectory, "regret.png");
RegretPlot.Save(
    [("Expert advice on diagnoses", onAdvice), ("A portfolio of experts", onPortfolio)],
    Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans-Subset.ttf"), plot);
foreach (Run run in onAdvice.Concat(onPortfolio))
{
    string bound = double.IsNaN(run.Bound[^1]) ? "" : string.Create(
        CultureInfo.InvariantCulture, $", bound {run.Bound[^1]:F1}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Name}: regret {run.Regret[^1]:F1}{bound}"));
}

Console.WriteLine($"regret plot: {plot}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: {Accuracy():F1}"));

// The weighted experts' verdict, given before each diagnosis is known.
double Accuracy()
{
    using var learner = new OptimisticMirrorDescent.Learner(
        distributions, new() { StepSize = advice, Optimism = Optimism.RunningMean });
    int right = 0;
    for (int t = 0; t < patients.Count; t++)
    {
        float probability = 0;
        ReadOnlySpan<float> weights = learner.Decide();
        for (int i = 0; i < weights.Length; i++)
        {
            probability += weights[i] * predictions[t][i];
        }

        right += probability > 0.5f == patients[t].IsMalignant ? 1 : 0;
        learner.Observe(losses[t]);
    }

    return 100.0 * right / patients.Count;
}
