using System.Globalization;
using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Oracles;

/// <summary>A rule's kernels against oracle (b): within the running error bound of the definition, but for a stated share.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DefinitionContract<T>(UpdateRule rule, ContractSettings settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [1, 7, 16, 33, 130, 257, ReductionTree.Block + 5];

    /// <summary>The most numbers that may be set aside: ordinary ones seldom meet a decision within their rounding.</summary>
    private static readonly Dictionary<InputProfile, double> MostSetAside = new()
    {
        [InputProfile.Ordinary] = 0.02,
        [InputProfile.Dyadic] = 0.25,
        [InputProfile.Ties] = 0.5,
    };

    /// <summary>Compares with the definition over all profiles.</summary>
    /// <returns>The worst error in units of its bound, and the share that was set aside among ordinary numbers.</returns>
    public (double WorstRatio, double ShareSetAside) Check()
    {
        double worst = 0;
        double ordinary = 0;
        foreach (InputProfile profile in Enum.GetValues<InputProfile>())
        {
            (double ratio, double share) = Check(profile);
            worst = Math.Max(worst, ratio);
            ordinary = profile == InputProfile.Ordinary ? share : ordinary;
        }

        return (worst, ordinary);
    }

    private (double WorstRatio, double Share) Check(InputProfile profile)
    {
        int seed = settings.Seed + StableSeed.Of(rule.Name, typeof(T).Name, "definition", profile.ToString());
        var source = new CaseSource<T>(rule, seed);
        (double worst, double elements, double setAside) = (0, 0, 0);
        for (int i = 0; i < settings.Times(profile == InputProfile.Ordinary ? 2 * Lengths.Length : 4); i++)
        {
            int length = Lengths[i % Lengths.Length];
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                DefinitionComparison found = Compare(source, contraction, source.Draw(profile, length), profile);
                worst = Math.Max(worst, found.WorstRatio);
                elements += found.Elements;
                setAside += found.SetAside;
            }
        }

        double share = elements == 0 ? 0 : setAside / elements;
        if (MostSetAside.TryGetValue(profile, out double most) && share > most)
        {
            throw new ContractException(string.Create(
                CultureInfo.InvariantCulture,
                $"{ContractFailure.Place<T>(rule, $"definition, {profile}", seed)}: {share:P1} of the numbers were set aside, at most {most:P0} may be."));
        }

        return (worst, share);
    }

    private DefinitionComparison Compare(
        CaseSource<T> source, ContractionClass contraction, TensorCase<T> before, InputProfile profile)
    {
        int variant = rule.VariantOf(before.Host);
        TensorCase<T> after = before.Copy();
        KernelRunner.Run(rule, variant, Contexts.Widest(contraction), 0, after);
        DefinitionComparison found = DefinitionOracle.Compare(rule, variant, contraction, before, after);
        if (found.Failures.Count > 0)
        {
            throw new ContractException(
                $"{ContractFailure.Place<T>(rule, $"definition, {profile}", source.Seed)}, variant {variant}, {contraction}, "
                + $"{before.Length} elements: {string.Join("; ", found.Failures)}; {ContractFailure.Numbers(rule.Plans[variant], before)}");
        }

        return found;
    }
}
