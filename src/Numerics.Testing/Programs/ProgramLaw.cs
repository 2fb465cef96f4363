using System.Globalization;
using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What laws of programs have in common: the rule, the settings, cases, and the words of a violation.</summary>
/// <param name="subject">The rule, and what is known of its inputs.</param>
/// <param name="settings">How much is checked.</param>
/// <param name="law">The law's name, as users call it.</param>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class ProgramLaw<T>(ProgramSubject subject, LawSettings settings, string law)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected ProgramRule Rule => subject.Rule;

    protected LawSettings Settings => settings;

    /// <summary>What the kernel is called with.</summary>
    protected IEnumerable<KernelContext> ContextsOf(ContractionClass contraction, params IReadOnlyList<int> threads) =>
        Contexts.Of(contraction, threads, settings, Rule.Name);

    /// <summary>Cases of a part of the law, the same in each run with the same settings.</summary>
    protected ProgramSource<T> Source(params ReadOnlySpan<string> part) =>
        new(subject, settings.Seed + StableSeed.Of([Rule.Name, typeof(T).Name, law, .. part]));

    protected ProgramPlan PlanOf(ProgramCase<T> of) => Rule.Plans[Rule.VariantOf(of.Host)];

    /// <summary>A case run by the plan's interpreter; null where it refuses a number that chooses nothing.</summary>
    protected ProgramCase<T>? Interpret(ProgramCase<T> before, ContractionClass contraction)
    {
        ProgramCase<T> after = before.Copy();
        try
        {
            ProgramInterpreter.Run(Rule, contraction, after);
            return after;
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return null;
        }
    }

    /// <summary>What is wrong with a kernel's run, null if nothing: where the interpreter refuses it must refuse too, and touch
    /// nothing.</summary>
    protected string? Compare(ProgramCase<T> before, ProgramCase<T>? expected, ProgramWay way)
    {
        ProgramCase<T> actual = before.Copy();
        try
        {
            string? fault = ProgramCalls.Run(Rule, actual, way);
            return fault is not null ? $"{fault}; {ProgramText.Case(PlanOf(before), before)}"
                : expected is null ? "a number that chooses nothing was accepted; " + ProgramText.Case(PlanOf(before), before)
                : ProgramText.Difference(PlanOf(before), before, expected, actual);
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return expected is not null
                ? $"it was refused: {refusal.Message} {ProgramText.Case(PlanOf(before), before)}"
                : ProgramText.Difference(PlanOf(before), before, before, actual) is { } touched
                    ? $"it was refused ({refusal.Message}) after an array was written: {touched}"
                    : null;
        }
    }

    /// <summary>Whether the kernel refuses a case, for a number that chooses nothing.</summary>
    protected bool IsRefused(ProgramCase<T> before, ProgramWay way) => TryRun(before, way) is null;

    /// <summary>A case run by the kernel; null where it refuses a number that chooses nothing.</summary>
    protected ProgramCase<T>? TryRun(ProgramCase<T> before, ProgramWay way)
    {
        try
        {
            return Run(before, way);
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return null;
        }
    }

    /// <summary>A case run by the kernel.</summary>
    protected ProgramCase<T> Run(ProgramCase<T> before, ProgramWay way)
    {
        ProgramCase<T> after = before.Copy();
        string? fault = ProgramCalls.Run(Rule, after, way);
        return fault is null ? after : throw Violation($"{way}: {fault}");
    }

    protected LawViolationException Violation(string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{law} does not hold for {Rule.Name} in {typeof(T).Name}: {what} "
        + $"(again with {nameof(LawSettings)} {{ Seed = {settings.Seed}, Amount = {settings.Amount} }})"));

    /// <summary>What a call throws for an argument or a number that it refuses; a remainder by no rows too.</summary>
    protected static bool IsRefusal(Exception exception) => exception is ArgumentException or ArithmeticException;
}
