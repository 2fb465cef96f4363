using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>What the runtime asks of a pass, taken from the plan once.</summary>
internal sealed class PassInfo(PlanPass pass)
{
    /// <summary>Whether it reduces.</summary>
    public readonly bool IsFold = pass.IsFold;

    /// <summary>The arrays that it writes.</summary>
    public readonly int[] Written = [.. pass.Writes.Distinct()];

    /// <summary>Whether it writes an array that it does not read.</summary>
    public readonly bool HasDestination = pass.Writes.Except(pass.Reads).Any();

    /// <summary>How many arrays it reads or writes.</summary>
    public readonly int Touched = pass.Reads.Union(pass.Writes).Count();

    /// <summary>Its reductions.</summary>
    public readonly PlanReduction[] Reductions = [.. pass.Reductions];
}

/// <summary>What the runtime asks of a kernel, taken from its plan once. Fields are constants to the JIT compiler.</summary>
/// <typeparam name="K">The kernel.</typeparam>
internal static class KernelInfo<K>
    where K : struct, IKernel
{
    public static readonly PassInfo[] Passes = [.. K.Plan.Passes.Select(p => new PassInfo(p))];
    public static readonly int PassCount = K.Plan.Passes.Count;

    public static readonly int Arrays = K.Plan.Arrays.Count;

    /// <summary>A bit for each array that is written.</summary>
    public static readonly int Written =
        K.Plan.Arrays.Select((a, i) => a.Use == ArrayUse.Read ? 0 : 1 << i).Aggregate(0, (all, bit) => all | bit);

    public static readonly int Constants = K.Plan.Constants;
    public static readonly int Slots = K.Plan.Slots;
    public static readonly int Reductions = K.Plan.Reductions;
    public static readonly int Scalars = K.Plan.Scalars.Count;
    public static readonly int Results = K.Plan.Results.Count;
}
