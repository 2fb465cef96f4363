namespace Numerics.Testing;

/// <content>The laws of kernels.</content>
public sealed partial class RuleLaws
{
    /// <summary>Kernels equal their plan to the bit. The plan is interpreted node by node in the kernel's own element
    /// type, with its contraction and its order of reductions: oracle (a) of <c>docs/testing.md</c>.</summary>
    /// <remarks>Every length from 0 to 130 and lengths around the edges of blocks and chunks; every vector width, both
    /// contraction classes, 1, 2, 3 and 7 threads; offsets of which no two agree; ordinary numbers, ties, neighbours,
    /// denormals, huge ones, NaN and infinities; several tensors in one step. NaN equals NaN whatever its
    /// bits.</remarks>
    /// <exception cref="LawViolationException">A bit differs: the emitted kernel or the runtime is wrong.</exception>
    public void KernelsEqualPlan()
    {
        new PlanLaw<float>(Rule, _settings).Check();
        new PlanLaw<double>(Rule, _settings).Check();
    }

    /// <summary>Kernels equal the definition, the rule's own C# in double, within a bound that is derived for each
    /// number from the very numbers it is computed of: oracle (b) of <c>docs/testing.md</c>.</summary>
    /// <remarks>Lengths, offsets, widths, thread counts and kinds of numbers in turn. Numbers that leave the element
    /// type's range on the way, or hang on a decision within its own bound, are counted and set aside: of ordinary
    /// numbers with default hyperparameters at most 2 % in an elementwise rule, 25 % in one with reductions, where a
    /// whole tensor may hang on one decision.</remarks>
    /// <returns>How many numbers were compared and set aside, and the worst error in units of its bound.</returns>
    /// <exception cref="LawViolationException">An error is beyond its bound, or more was set aside than may
    /// be.</exception>
    public DefinitionReport KernelsEqualDefinition() =>
        new DefinitionLaw<float>(Rule, _settings).Check().With(new DefinitionLaw<double>(Rule, _settings).Check());

    /// <summary>The overloads on spans give what the plan gives, for every length up to 37, and where arrays that are
    /// only read are the same array.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void OverloadsEqualPlan()
    {
        new OverloadLaw<float>(Rule, _settings).Check();
        new OverloadLaw<double>(Rule, _settings).Check();
    }

    /// <summary>Lengths that differ, an array that is written and shares memory with another, and hyperparameters
    /// outside their range or NaN are refused by an <see cref="ArgumentException"/> that names the argument, and no
    /// array is touched.</summary>
    /// <exception cref="LawViolationException">Something was accepted, or something had been written.</exception>
    public void BadArgumentsAreRefused()
    {
        new OverloadRefusalLaw<float>(Rule, _settings).Check();
        new OverloadRefusalLaw<double>(Rule, _settings).Check();
    }

    /// <summary>An element's result depends on its inputs alone: moving all elements along by some places moves the
    /// results, and an element alone gives what it gives among others. Of a rule with reductions, or whose numbers
    /// depend on the length, only the place in memory may not matter.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void ResultsDoNotDependOnPlace()
    {
        new PlaceLaw<float>(Rule, _settings).Check();
        new PlaceLaw<double>(Rule, _settings).Check();
    }

    /// <summary>Into which chunks a tensor is cut, and how many threads share them, changes no bit; nor, of an
    /// elementwise rule, does cutting the tensor itself in two.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void ResultsDoNotDependOnChunks()
    {
        new ChunkLaw<float>(Rule, _settings).Check();
        new ChunkLaw<double>(Rule, _settings).Check();
    }

    /// <summary>A kernel that replaces arrays in place gives what the plan gives from inputs that stay as they are,
    /// into arrays of its own; arrays that are only read keep their bits, and what stood in a destination does not
    /// matter.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void InPlaceEqualsOutOfPlace()
    {
        new PlacementLaw<float>(Rule, _settings).Check();
        new PlacementLaw<double>(Rule, _settings).Check();
    }

    /// <summary>No kernel writes beside its arrays, nor reads what lies there: arrays stand against pages that fault,
    /// at their end and at their start, and between two different fillings, which may not change a result.</summary>
    /// <remarks>A read or write on a page that faults ends the test process, as it would end the user's: run the one
    /// test again to see which. Other writes are reported as a violation.</remarks>
    /// <exception cref="LawViolationException">Memory beside an array was written, or changes a result.</exception>
    public void MemoryBesideArraysIsLeftAlone()
    {
        new MemoryLaw<float>(Rule, _settings).Check();
        new MemoryLaw<double>(Rule, _settings).Check();
    }

    /// <summary>NaN, +∞ and −∞, put into each array in turn at each place of a vector, come out where the definition
    /// has them, and nowhere else; what is finite on both sides lies within its bound.</summary>
    /// <exception cref="LawViolationException">A bad number became a good one, or the other way round.</exception>
    public void NonFiniteNumbersPropagate()
    {
        new NonFiniteLaw<float>(Rule, _settings).Check();
        new NonFiniteLaw<double>(Rule, _settings).Check();
    }

    /// <summary>Calls of the overloads, short ones and such that are shared among threads, allocate nothing once they
    /// have run a few times; nor does an optimizer's step.</summary>
    /// <exception cref="LawViolationException">Every one of several rounds allocated.</exception>
    public void CallsAllocateNothing()
    {
        new AllocationLaw<float>(Rule, _settings).Check();
        new AllocationLaw<double>(Rule, _settings).Check();
        if (IsOptimizer)
        {
            new OptimizerLaw<float>(Rule, _settings).CheckAllocation();
            new OptimizerLaw<double>(Rule, _settings).CheckAllocation();
        }
    }

    /// <summary>A glance at <see cref="KernelsEqualPlan"/> and <see cref="KernelsEqualDefinition"/>: what a suite of
    /// hundreds of rules can afford.</summary>
    /// <returns>How many numbers were compared and set aside, and the worst error in units of its bound.</returns>
    /// <exception cref="LawViolationException">The kernels are not what the rule says.</exception>
    public DefinitionReport CheckBriefly() =>
        new BriefLaw<float>(Rule, _settings).Check().With(new BriefLaw<double>(Rule, _settings).Check());
}
