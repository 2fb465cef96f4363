using System.Text.RegularExpressions;
using Numerics.Testing;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Properties.Kernels;

/// <summary>The contract can fail: every fault put into a rule on purpose is found.</summary>
public partial class MutationTests
{
    /// <summary>What a test run has for each fault; the suite itself does more.</summary>
    private static readonly LawSettings Glance = new() { Amount = 0.25 };

    private static readonly Dictionary<string, UpdateRule> Faults = new()
    {
        ["the last element is left out"] = Elements((_, size, before, after) =>
            before.AsSpan(Math.Max(after.Length - size, 0)).CopyTo(after[Math.Max(after.Length - size, 0)..])),
        ["two lanes are exchanged"] = Elements((_, size, _, after) => Exchange(after, size)),
        ["the momentum is stale"] = Elements((array, _, before, after) => (array == 1 ? before : after).CopyTo(after)),
        ["one element's last bit is wrong"] = Elements((array, _, _, after) => FlipFirstBit(array == 0 ? after : [])),
        ["NaN becomes zero"] = Elements((_, size, _, after) => DropNaN(after, size)),
        ["the moments' coefficients are exchanged"] = new HostFault(AdamW.StepRule.Instance, ExchangeBetas),
        ["no bias correction"] = new HostFault(AdamW.StepRule.Instance, h => With(h, 0, 1e9)),
        ["no weight decay"] = new HostFault(AdamW.StepRule.Instance, h => With(h, 5, 0)),
        ["the definition exchanges the coefficients"] = new DefinitionFault(AdamW.StepRule.Instance, ExchangeBetas),
        ["the definition has no bias correction"] = new DefinitionFault(AdamW.StepRule.Instance, h => With(h, 0, 1e9)),
        ["the definition has another epsilon"] =
            new DefinitionFault(AdamW.StepRule.Instance, h => With(h, 4, h[4] * (1 + 1e-6))),
        ["the plan drops an addend"] = Plan(AdamW.StepRule.Instance, s => Addend().Replace(s, "mul $1 $2", 1)),
        ["the plan multiplies what it adds"] =
            Plan(AdamW.StepRule.Instance, s => Addend().Replace(s, "mad $1 $3 $2", 1)),
        ["the plan rounds a product that the kernel does not"] =
            Plan(Lamb.StepRule.Instance, s => s.Replace("mad", "fma", StringComparison.Ordinal)),
        ["the plan reduces over all tensors"] =
            Plan(Lamb.StepRule.Instance, s => s.Replace(" tensor", " global", StringComparison.Ordinal)),
        ["the plan takes the least for the greatest"] = Plan(
            LionKappaLInf.StepRule.Instance, s => s.Replace("reduce max", "reduce min", StringComparison.Ordinal)),
        ["a sum's last bit is wrong"] = new ResultFault(LionKappaL2.PotentialRule.Instance, Math.BitIncrement),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_contract_finds_that(string fault) => Assert.Throws<LawViolationException>(() =>
    {
        Laws.For(Faults[fault], Glance).KernelsEqualPlan();
        Laws.For(Faults[fault], Glance).KernelsEqualDefinition();
    });

    [Fact]
    public void The_contract_finds_a_write_beside_an_array()
    {
        var fault = new BeyondFault(AdamW.StepRule.Instance);
        LawViolationException found = Assert.Throws<LawViolationException>(() => Laws.For(fault, Glance).KernelsEqualPlan());
        Assert.Contains("beside", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_fault_the_contract_holds()
    {
        UpdateRule[] rules = [AdamW.StepRule.Instance, Lamb.StepRule.Instance, LionKappaLInf.StepRule.Instance];
        foreach (UpdateRule rule in rules)
        {
            Laws.For(new MutatedRule(rule), Glance).CheckAll();
            Laws.For(new PlanFault(rule, s => s), Glance).CheckAll();
        }
    }

    private static ElementFault Elements(ElementFault.Change change) => new(AdamW.StepRule.Instance, change);

    private static PlanFault Plan(UpdateRule rule, Func<string, string> change) => new(rule, s =>
    {
        string changed = change(s);
        Assert.NotEqual(s, changed);
        return changed;
    });

    private static double[] With(double[] host, int position, double value)
    {
        host[position] = value;
        return host;
    }

    private static double[] ExchangeBetas(double[] host)
    {
        (host[2], host[3]) = (host[3], host[2]);
        return host;
    }

    private static void Exchange(Span<byte> elements, int size)
    {
        if (elements.Length >= 2 * size)
        {
            byte[] first = elements[..size].ToArray();
            elements[size..(2 * size)].CopyTo(elements);
            first.CopyTo(elements[size..]);
        }
    }

    private static void FlipFirstBit(Span<byte> elements)
    {
        if (elements.Length > 0)
        {
            elements[0] ^= 1;
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

    /// <summary>A kernel that writes one byte after the first array.</summary>
    private sealed unsafe class BeyondFault(UpdateRule rule) : MutatedRule(rule)
    {
        protected override void After<T>(Batch<T> batch, object? seen)
        {
            byte* end = (byte*)(batch.Tables(0).Frame(0, 0).Array(0).Address + batch.Length(0));
            *end ^= 1;
        }
    }
}
