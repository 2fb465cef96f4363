using Numerics.Rules;

namespace Numerics.Properties.Rules;

/// <summary>A rule of the catalogue behind one shape: arrays (parameter first, then states), gradient and step number
/// in, arrays out. Host state lives in the closure, so make a new one for each run.</summary>
public delegate Vec[] CatalogueStep(Vec[] arrays, Vec g, int t);

/// <summary>The catalogue with every optional state in use and no weight decay.</summary>
internal sealed record CatalogueRule(string Name, int States, bool IsElementwise, Func<CatalogueStep> Make)
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new("Sgd", 1, true, () => (a, g, t) => Two(Sgd.Step(a[0], a[1], g, t, 0.01, 0.9, 0.1))),
        new("Sgd plain", 1, true, () => (a, g, t) => Two(Sgd.Step(a[0], a[1], g, t, 0.01))),
        new("Sgd Nesterov", 1, true, () => (a, g, t) => Two(Sgd.Step(a[0], a[1], g, t, 0.01, 0.9, nesterov: true))),
        new("Adam", 2, true, () => (a, g, t) => Three(Adam.Step(a[0], a[1], a[2], g, t))),
        new("AdamW", 2, true, () => (a, g, t) => Three(AdamW.Step(a[0], a[1], a[2], g, t, weightDecay: 0))),
        new("AmsGrad", 3, true, () => (a, g, t) => Four(AmsGrad.Step(a[0], a[1], a[2], a[3], g, t))),
        new("NAdam", 2, true, MakeNAdam),
        new("RAdam", 2, true, () => (a, g, t) => Three(RAdam.Step(a[0], a[1], a[2], g, t))),
        new("Adamax", 2, true, () => (a, g, t) => Three(Adamax.Step(a[0], a[1], a[2], g, t))),
        new("AdaBelief", 2, true, () => (a, g, t) => Three(AdaBelief.Step(a[0], a[1], a[2], g, t))),
        new("AdaBelief rectified", 2, true, () => (a, g, t) => Three(AdaBelief.Step(a[0], a[1], a[2], g, t, rectify: true))),
        new("DiffGrad", 3, true, () => (a, g, t) => Four(DiffGrad.Step(a[0], a[1], a[2], a[3], g, t))),
        new("EXAdam", 2, true, () => (a, g, t) => Three(EXAdam.Step(a[0], a[1], a[2], g, t))),
        new("AdaHessian", 2, true, () => (a, g, t) => Three(AdaHessian.Step(a[0], a[1], a[2], g, 2 * g, t))),
        new("Adagrad", 1, true, () => (a, g, t) => Two(Adagrad.Step(a[0], a[1], g, t))),
        new("RmsProp", 3, true, () => (a, g, _) => Four(
            RmsProp.Step(a[0], a[1], a[2], a[3], g, momentum: 0.9, centered: true))),
        new("Adadelta", 2, true, () => (a, g, _) => Three(Adadelta.Step(a[0], a[1], a[2], g))),
        new("Lion", 1, true, () => (a, g, _) => Two(Lion.Step(a[0], a[1], g))),
        new("Lamb", 2, false, () => (a, g, t) => Three(Lamb.Step(a[0], a[1], a[2], g, t, 0.01))),
        new("Lars", 1, false, () => (a, g, _) => Two(Lars.Step(a[0], a[1], g, 0.01))),
    ];

    /// <summary>All arrays after these gradients, from zero state.</summary>
    public Vec[] Run(Vec x, IEnumerable<Vec> gradients)
    {
        CatalogueStep step = Make();
        Vec[] arrays = [x, .. Enumerable.Repeat(Vec.Zeros(x.Length), States)];
        int t = 0;
        foreach (Vec g in gradients)
        {
            arrays = step(arrays, g, ++t);
        }

        return arrays;
    }

    private static CatalogueStep MakeNAdam()
    {
        double product = 1;
        return (a, g, t) =>
        {
            (Vec x, Vec m, Vec v, product) = NAdam.Step(a[0], a[1], a[2], product, g, t);
            return [x, m, v];
        };
    }

    private static Vec[] Two((Vec, Vec) r) => [r.Item1, r.Item2];

    private static Vec[] Three((Vec, Vec, Vec) r) => [r.Item1, r.Item2, r.Item3];

    private static Vec[] Four((Vec, Vec, Vec, Vec) r) => [r.Item1, r.Item2, r.Item3, r.Item4];
}
