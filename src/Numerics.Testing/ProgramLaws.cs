using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of one rule over matrices, or with loops. Each method checks one, for <see cref="float"/> and
/// <see cref="double"/>, and throws a <see cref="LawViolationException"/> where it does not hold, with the smallest case found.
/// <c>docs/testing.md</c> says which faults each of them finds.</summary>
public sealed class ProgramLaws
{
    private readonly ProgramSubject _subject;
    private readonly LawSettings _settings;

    internal ProgramLaws(ProgramSubject subject, LawSettings settings) => (_subject, _settings) = (subject, settings);

    /// <summary>The rule.</summary>
    public ProgramRule Rule => _subject.Rule;

    /// <summary>The same laws on inputs that are put right after they are drawn: for rules whose arrays are no independent
    /// numbers.</summary>
    /// <param name="prepare">Changes what was drawn.</param>
    public ProgramLaws Given(Action<ProgramInputs> prepare)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        return new ProgramLaws(new ProgramSubject(Rule, prepare), _settings);
    }

    /// <summary>Checks every law.</summary>
    /// <exception cref="LawViolationException">A law does not hold.</exception>
    public void CheckAll()
    {
        foreach ((_, Action check) in All)
        {
            check();
        }
    }

    /// <summary>The laws that <see cref="CheckAll"/> checks, by their names, in its order.</summary>
    public IReadOnlyList<(string Name, Action Check)> All =>
    [
        (nameof(KernelsEqualPlan), KernelsEqualPlan),
        (nameof(KernelsEqualDefinition), () => KernelsEqualDefinition()),
        (nameof(BadArgumentsAreRefused), BadArgumentsAreRefused),
        (nameof(OnlyResultsAreWritten), OnlyResultsAreWritten),
        (nameof(MemoryBesideArraysIsLeftAlone), MemoryBesideArraysIsLeftAlone),
        (nameof(NonFiniteNumbersPropagate), NonFiniteNumbersPropagate),
        (nameof(BatchesEqualTheirMembers), BatchesEqualTheirMembers),
        (nameof(CallsAllocateNothing), CallsAllocateNothing),
        (nameof(KeepsPromises), KeepsPromises),
    ];

    /// <summary>Kernels equal their plan, interpreted in the kernel's own element type, to the bit; random numbers too.</summary>
    /// <remarks>Shapes from 0×0 to 40×40 (all of them at an amount of 10) and around blocks; dense, wider, transposed and
    /// every-second-column matrices; every vector width, both contraction classes, 1 to 3 threads; all kinds of numbers. Where the
    /// plan refuses a number that chooses nothing, the kernel refuses it too, and touches no array.</remarks>
    /// <exception cref="LawViolationException">A bit differs, or memory beside an array was written.</exception>
    public void KernelsEqualPlan()
    {
        new ProgramPlanLaw<float>(_subject, _settings).Check();
        new ProgramPlanLaw<double>(_subject, _settings).Check();
    }

    /// <summary>Kernels equal the definition, the rule's own C# in double, within a bound that is found for each number by moving
    /// every rounding on the way to it.</summary>
    /// <remarks>The definition makes new values of old ones: so an array that is replaced while something waits to read it shows
    /// here. Numbers that leave the type's range, or hang on a decision within roundings, are counted and set aside: of ordinary
    /// ones at most a quarter.</remarks>
    /// <returns>How many numbers were compared and set aside, and the worst error in units of its bound.</returns>
    /// <exception cref="LawViolationException">An error is beyond its bound, or more was set aside than may be.</exception>
    public DefinitionReport KernelsEqualDefinition() =>
        new ProgramDefinitionLaw<float>(_subject, _settings).Check().With(new ProgramDefinitionLaw<double>(_subject, _settings).Check());

    /// <summary>Lengths that differ, an array that is written and shares memory with another, and one whose rows are one place are
    /// refused by an <see cref="ArgumentException"/> that names both arrays, and no array is touched.</summary>
    /// <exception cref="LawViolationException">Something was accepted, or something had been written.</exception>
    public void BadArgumentsAreRefused()
    {
        new ProgramRefusalLaw<float>(_subject, _settings).Check();
        new ProgramRefusalLaw<double>(_subject, _settings).Check();
    }

    /// <summary>Arrays that are only read keep their bits, and what stood in a destination does not matter.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void OnlyResultsAreWritten()
    {
        new ProgramPlacementLaw<float>(_subject, _settings).Check();
        new ProgramPlacementLaw<double>(_subject, _settings).Check();
    }

    /// <summary>No kernel writes beside its arrays, nor reads what lies there, nor in the gaps between a matrix's rows: arrays stand
    /// against pages that fault, at their end and at their start, and gaps hold NaN.</summary>
    /// <remarks>A read or write on a page that faults ends the test process, as it would end the user's.</remarks>
    /// <exception cref="LawViolationException">Memory beside an array was written, or changes a result.</exception>
    public void MemoryBesideArraysIsLeftAlone()
    {
        new ProgramMemoryLaw<float>(_subject, _settings).Check();
        new ProgramMemoryLaw<double>(_subject, _settings).Check();
    }

    /// <summary>NaN, +∞ and −∞, put into each array in turn, come out where the definition has them, and nowhere else.</summary>
    /// <exception cref="LawViolationException">A bad number became a good one, or the other way round.</exception>
    public void NonFiniteNumbersPropagate()
    {
        new ProgramNonFiniteLaw<float>(_subject, _settings).Check();
        new ProgramNonFiniteLaw<double>(_subject, _settings).Check();
    }

    /// <summary>A batch of problems in one call gives each the bits that it gets alone, on every width and 1 to 3 threads.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void BatchesEqualTheirMembers()
    {
        new ProgramBatchLaw<float>(_subject, _settings).Check();
        new ProgramBatchLaw<double>(_subject, _settings).Check();
    }

    /// <summary>Calls, short ones and such that are shared among threads, allocate nothing once they have run a few times.</summary>
    /// <exception cref="LawViolationException">Every one of several rounds allocated.</exception>
    public void CallsAllocateNothing()
    {
        new ProgramAllocationLaw<float>(_subject, _settings).Check();
        new ProgramAllocationLaw<double>(_subject, _settings).Check();
    }

    /// <summary>Every promise of the rule holds, of the definition and of the kernels; a rule without promises breaks none.</summary>
    /// <exception cref="LawViolationException">One does not; the message has the promise, the smallest case found and its
    /// seed.</exception>
    public void KeepsPromises() => PromiseLaw.Check(Rule, Rule.Promises, _settings);

    /// <summary>A glance at <see cref="KernelsEqualPlan"/> and <see cref="KernelsEqualDefinition"/>: what a suite of hundreds of rules
    /// can afford.</summary>
    /// <returns>How many numbers were compared and set aside, and the worst error in units of its bound.</returns>
    /// <exception cref="LawViolationException">The kernels are not what the rule says.</exception>
    public DefinitionReport CheckBriefly() =>
        new ProgramBriefLaw<float>(_subject, _settings).Check().With(new ProgramBriefLaw<double>(_subject, _settings).Check());
}

/// <summary>A rule, and what is done to inputs that were drawn for it.</summary>
internal sealed record ProgramSubject(ProgramRule Rule, Action<ProgramInputs> Prepare);
