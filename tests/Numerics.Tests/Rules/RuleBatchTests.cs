using System.Numerics;
using System.Reflection;
using Numerics.Plans;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Tests.Runtime;

namespace Numerics.Tests.Rules;

/// <summary>Of each rule over Vec that the library has a batch equals its members one by one, to the bit, arrays and numbers.</summary>
public class RuleBatchTests
{
    /// <summary>Around vectors, two and a part of which fill a strip, beyond a strip, and beyond a block of a reduction. Of short
    /// problems there are so many that a thread takes more at once than lie in a strip, or are run together.</summary>
    private static readonly (int Length, int Problems)[] Sizes = [(1, 301), (71, 151), (200, 151), (600, 11), (4101, 5)];

    public static TheoryData<string> Rules => [.. All.Keys];

    private static Dictionary<string, UpdateRule> All { get; } = typeof(Lion).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(UpdateRule)) && !t.IsAbstract)
        .Select(t => (UpdateRule)t.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
        .ToDictionary(r => r.Name);

    [Fact]
    public void Rules_are_found() => Assert.True(All.Count > 50, $"{All.Count} rules");

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_batch_equals_its_members(string name)
    {
        UpdateRule rule = All[name];
        double[] host = [.. rule.Parameters.Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar)).Select(HostValue)];
        KernelPlan plan = rule.Plans[rule.VariantOf(host)];
        if (plan.HasGlobalReductions)
        {
            Assert.Throws<NotSupportedException>(() => Check<float>(rule, plan, host, 3, 5, Contexts.Plain(Contraction.Fused)));
            return;
        }

        foreach (KernelContext context in SomeContexts())
        {
            foreach ((int length, int problems) in Sizes)
            {
                Check<float>(rule, plan, host, length, problems, context);
                Check<double>(rule, plan, host, length, problems, context);
            }
        }
    }

    /// <summary>Problems that are short, on one thread and on several, and such that count as long.</summary>
    private static IEnumerable<KernelContext> SomeContexts()
    {
        yield return Contexts.Plain(Contraction.Separate);
        KernelContext widest = Contexts.Widths(Contraction.Fused).Last();
        yield return widest with { Threads = 3, ParallelThreshold = 0, WakingThreshold = 0 };
        yield return widest with { Threads = 3, ParallelThreshold = 4200, WakingThreshold = 4200 };
    }

    /// <summary>The default, else a number within the range.</summary>
    private static double HostValue(RuleParameter parameter) => parameter switch
    {
        { Default: double value } => value,
        { Kind: ParameterKind.Enum, Members: [.., double last] } => last,
        { Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity } => 1,
        { Maximum: double.PositiveInfinity } => parameter.Minimum + 1,
        { Minimum: double.NegativeInfinity } => parameter.Maximum - 1,
        _ => (parameter.Minimum + parameter.Maximum) / 2,
    };

    private static void Check<T>(UpdateRule rule, KernelPlan plan, double[] host, int length, int problems, KernelContext context)
        where T : unmanaged, INumberBase<T>
    {
        using KernelContext.Scope scope = KernelContext.Use(context);
        Memory<T>[] together = Samples.Arrays<T>(plan.Arrays.Count, problems * length);
        Memory<T>[] alone = [.. together.Select(a => a.ToArray().AsMemory())];
        double[][] inputs = [.. plan.Scalars.Select((_, s) => Enumerable.Range(0, problems).Select(p => 0.5 + p + s).ToArray())];
        double[][] results = [.. plan.Results.Select(_ => new double[problems])];
        RunTogether(rule, plan, host, problems, together, inputs, results);
        for (int p = 0; p < problems; p++)
        {
            double[] values = RunAlone(rule, plan, host, [.. alone.Select(a => a.Slice(p * length, length))], [.. inputs.Select(i => i[p])]);
            for (int r = 0; r < results.Length; r++)
            {
                Assert.Equal(values[plan.Results[r].Slot], results[r][p]);
            }
        }

        Samples.AssertSameBits(OneNaN(alone), OneNaN(together), context);
    }

    /// <summary>Which NaN a number is is not promised.</summary>
    private static Memory<T>[] OneNaN<T>(Memory<T>[] arrays)
        where T : unmanaged, INumberBase<T>
    {
        foreach (Memory<T> array in arrays)
        {
            foreach (ref T element in array.Span)
            {
                element = T.IsNaN(element) ? T.CreateChecked(double.NaN) : element;
            }
        }

        return arrays;
    }

    private static void RunTogether<T>(
        UpdateRule rule, KernelPlan plan, double[] host, int problems, Memory<T>[] arrays, double[][] inputs, double[][] results)
        where T : unmanaged
    {
        var call = new KernelCall<T>();
        for (int k = 0; k < arrays.Length; k++)
        {
            call.Update(k, arrays[k].Span, plan.Arrays[k].Name);
        }

        var numbers = new BatchNumbers(problems);
        for (int s = 0; s < inputs.Length; s++)
        {
            numbers.Read(plan.Scalars[s].Slot, inputs[s], "input");
        }

        for (int r = 0; r < results.Length; r++)
        {
            numbers.Write(plan.Results[r].Slot, results[r], "result");
        }

        rule.RunBatch(rule.VariantOf(host), ref call, host, ref numbers);
    }

    private static unsafe double[] RunAlone<T>(
        UpdateRule rule, KernelPlan plan, double[] host, Memory<T>[] arrays, double[] inputs)
        where T : unmanaged
    {
        var batch = new Batch<T>(plan);
        host.CopyTo(batch.AddGroup(host.Length));
        System.Buffers.MemoryHandle[] pins = [.. arrays.Select(a => a.Pin())];
        batch.Add(0, arrays[0].Length, [.. pins.Select(p => (nint)p.Pointer)]);
        for (int s = 0; s < inputs.Length; s++)
        {
            batch.Values(0)[plan.Scalars[s].Slot] = inputs[s];
        }

        switch (batch)
        {
            case Batch<float> single: rule.Run(rule.VariantOf(host), single); break;
            case Batch<double> wide: rule.Run(rule.VariantOf(host), wide); break;
        }

        Array.ForEach(pins, p => p.Dispose());
        return batch.Values(0).ToArray();
    }
}
