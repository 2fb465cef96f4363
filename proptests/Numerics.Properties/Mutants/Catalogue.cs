using System.Text.RegularExpressions;
using Numerics.Properties.Promises;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Properties.Mutants;

/// <summary>Rules that are wrong on purpose, in one thing each, in the order of <c>docs/testing.md</c>.</summary>
internal static partial class Catalogue
{
    private const int Block = KernelContext.Block;

    private static readonly Dictionary<string, Func<UpdateRule>> Others = new()
    {
        ["a NaN becomes zero"] = () => Elements((_, size, _, after) => DropNaN(after, size)),
        ["two lanes are exchanged"] = () => Elements((_, size, _, after) => Exchange(after, size)),
        ["the first moment is not written"] =
            () => Elements((array, _, before, after) => (array == 1 ? before : after).CopyTo(after)),
        ["the last bit of one element is wrong"] =
            () => Elements((array, _, _, after) => Flip(after, array == 0 ? 0 : -1)),
        ["the last bit after a block is wrong"] =
            () => Elements((array, size, _, after) => Flip(after, array == 0 ? Block * size : -1)),
        ["the last bit is wrong with 256-bit vectors"] = () => Elements((array, _, _, after) =>
            Flip(after, array == 0 && KernelContext.Current.VectorBits == 256 ? 0 : -1)),
        ["a reduction depends on the number of threads"] = () => new ResultFault(
            LionKappaL2.PotentialRule.Instance, x => KernelContext.Current.Threads == 3 ? Math.BitIncrement(x) : x),
        ["the last bit of a sum is wrong"] =
            () => new ResultFault(LionKappaL2.PotentialRule.Instance, Math.BitIncrement),
        ["an array that is only read is written"] =
            () => Elements((array, _, _, after) => Flip(after, array == 3 ? 0 : -1)),
        ["a destination's old content counts"] = () => new DestinationFault(EmittedMutants.WithDestination),
        ["memory after an array is written"] = () => new BesideFault(AdamW.StepRule.Instance),
        ["a result depends on its address"] = () => new AddressFault(AdamW.StepRule.Instance),
        ["a call allocates"] = () => new AllocatingFault(AdamW.StepRule.Instance),
        ["a new learning rate compiles a method"] = () => new CompilingFault(AdamW.StepRule.Instance),
        ["two states are saved under one name"] = () => new StateNameFault(AdamW.StepRule.Instance),
        ["an overload accepts arrays that overlap"] = () => new CopyingOverload(AdamW.StepRule.Instance),
        ["an overload that refuses has written"] = () => new HastyOverload(AdamW.StepRule.Instance),
        ["the plan drops an addend"] = () => Plan(AdamW.StepRule.Instance, s => Addend().Replace(s, "mul $1 $2", 1)),
        ["the plan reduces over all tensors"] = () => Plan(
            Lamb.StepRule.Instance, s => s.Replace(" tensor", " global", StringComparison.Ordinal)),
        ["the plan takes the least for the greatest"] = () => Plan(
            LionKappaLInf.StepRule.Instance, s => s.Replace("reduce max", "reduce min", StringComparison.Ordinal)),
        ["the rule has no bias correction"] = () => WrongRules.BoundedWithoutBiasCorrectionRule.Instance,
        ["the rule's step is a thousandth too long"] = () => WrongRules.BoundedAThousandthTooLongRule.Instance,
        ["the rule's conjugate is another's"] = () => WrongRules.WrongConjugateRule.Instance,
        ["the definition exchanges β₁ and β₂"] = () => new DefinitionFault(AdamW.StepRule.Instance, ExchangeBetas),
        ["the definition has another ε by 10⁻⁶ of it"] = () => new DefinitionFault(
            AdamW.StepRule.Instance, h => [.. h[..4], h[4] * (1 + 1e-6), .. h[5..]]),
    };

    /// <summary>All of them, by what is wrong.</summary>
    public static IReadOnlyList<(string Name, Func<UpdateRule> Create)> All { get; } =
        [.. EmittedMutants.Mutants, .. Others.Select(o => (o.Key, o.Value))];

    private static ElementFault Elements(ElementFault.Change change) => new(AdamW.StepRule.Instance, change);

    private static PlanFault Plan(UpdateRule rule, Func<string, string> change) => new(rule, s =>
    {
        string changed = change(s);
        Assert.NotEqual(s, changed);
        return changed;
    });

    private static double[] ExchangeBetas(double[] host)
    {
        (host[2], host[3]) = (host[3], host[2]);
        return host;
    }

    private static void Exchange(Span<byte> elements, int size)
    {
        if (elements.Length >= 2 * size)
        {
            for (int i = 0; i < size; i++)
            {
                (elements[i], elements[size + i]) = (elements[size + i], elements[i]);
            }
        }
    }

    private static void Flip(Span<byte> elements, int place)
    {
        if (place >= 0 && place < elements.Length)
        {
            elements[place] ^= 1;
        }
    }

    private static void DropNaN(Span<byte> elements, int size)
    {
        for (int i = 0; i < elements.Length; i += size)
        {
            Span<byte> element = elements.Slice(i, size);
            if (size == sizeof(float)
                ? float.IsNaN(BitConverter.ToSingle(element)) : double.IsNaN(BitConverter.ToDouble(element)))
            {
                element.Clear();
            }
        }
    }

    [GeneratedRegex(@"mad (\d+) (\d+) (\d+)")]
    private static partial Regex Addend();
}
