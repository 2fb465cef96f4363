using System.Globalization;
using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's kernels against oracle (b): within the running error bound of the definition, but for a stated
/// share.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DefinitionContract<T>(UpdateRule rule, ContractSettings settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [1, 7, 16, 33, 130, 257, ReductionTree.Block + 5];

    /// <summary>The most numbers that may be set aside in an elementwise rule: ordinary ones, with default
    /// hyperparameters, seldom
    /// meet a decision within their rounding.</summary>
    private const double MostOfElementwise = 0.02;

    /// <summary>The same in a rule with reductions, where a whole tensor hangs on a decision about one
    /// number.</summary>
    private const double MostOfReducing = 0.25;

    private double MostSetAside => rule.Plans.Any(p => p.Reductions > 0) ? MostOfReducing : MostOfElementwise;

    /// <summary>Compares with the definition over all profiles.</summary>
    /// <returns>The worst error in units of its bound, and the share that was set aside among ordinary
    /// numbers.</returns>
    public (double WorstRatio, double ShareSetAside) Check()
    {
        double worst = 0;
        foreach (InputProfile profile in Enum.GetValues<InputProfile>())
        {
            (double ratio, _) = Check(profile, useDefaults: false, settings.Times(4));
            worst = Math.Max(worst, ratio);
        }

        (double last, double share) =
            Check(InputProfile.Ordinary, useDefaults: true, Math.Max(settings.Times(14), Lengths.Length));
        return (Math.Max(worst, last), share);
    }

    private (double WorstRatio, double Share) Check(InputProfile profile, bool useDefaults, int cases)
    {
        int seed = settings.Seed + StableSeed.Of(rule.Name, typeof(T).Name, "definition", profile.ToString(),
            $"{useDefaults}");
        var source = new CaseSource<T>(rule, seed);
        (double worst, double elements, double setAside) = (0, 0, 0);
        for (int i = 0; i < cases; i++)
        {
            TensorCase<T> drawn = source.Draw(profile, Lengths[i % Lengths.Length], source.DrawHost(useDefaults));
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                DefinitionComparison found = Compare(source, contraction, drawn, profile);
                worst = Math.Max(worst, found.WorstRatio);
                elements += found.Elements;
                setAside += found.SetAside;
            }
        }

        double share = elements == 0 ? 0 : setAside / elements;
        string place = ContractFailure.Place<T>(rule, $"definition, {profile}", seed);
        return share <= MostSetAside || !useDefaults ? (worst, share) : throw new ContractException(string.Create(
            CultureInfo.InvariantCulture,
            $"{place}: {share:P1} of the numbers were set aside, at most {MostSetAside:P0} may be."));
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
                $"{ContractFailure.Place<T>(rule, $"definition, {profile}", source.Seed)}, variant {variant}, "
                + $"{contraction}, "
                + $"{before.Length} elements: {string.Join("; ", found.Failures)}; "
                + ContractFailure.Numbers(rule.Plans[variant], before));
        }

        return found;
    }
}
