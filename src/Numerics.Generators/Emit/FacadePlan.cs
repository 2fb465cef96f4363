using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using static System.FormattableString;

namespace Numerics.Generators.Emit;

/// <summary>What overloads need to know of a rule's plans, whether they are kernels or programs.</summary>
internal sealed record FacadePlan(bool IsProgram, IReadOnlyList<FacadeArray> Arrays, IReadOnlyList<FacadeVariant> Variants)
{
    public static FacadePlan Of(PlanSet plans) => new(
        false,
        plans.Variants[0].Arrays.Select(a => new FacadeArray(a.Name, a.Parameter, a.IsWritten, "", "")).ToList(),
        plans.Variants.Select(v => new FacadeVariant(v.ScalarSlots, v.ResultSlots, v.Slots)).ToList())
    {
        HasGlobalReductions = plans.Variants.SelectMany(v => v.Passes).SelectMany(p => p.Reductions).Any(r => r.IsGlobal),
    };

    public static FacadePlan Of(ProgramSet plans) => new(
        true,
        plans.Variants[0].Arrays.Select(a => new FacadeArray(
            a.Name, a.Parameter, a.IsWritten, a.Shape == Kind.Csr ? "Sparse" : a.RowAxis < 0 ? "Line" : "Matrix",
            a.RowAxis < 0 ? Invariant($", axis: {a.Axis}") : Invariant($", rows: {a.RowAxis}, columns: {a.Axis}"))).ToList(),
        plans.Variants.Select(v => new FacadeVariant(v.ScalarSlots, v.ResultSlots, v.Slots)).ToList());

    /// <summary>Whether any kernel reduces over all tensors of a step.</summary>
    public bool HasGlobalReductions { get; init; }

    /// <summary>The runtime's type of a call's arrays.</summary>
    public string CallType => IsProgram ? "ProgramCall" : "KernelCall";

    /// <summary>The runtime's type that runs it.</summary>
    public string Launcher => IsProgram ? "ProgramLaunch" : "Launch";

    /// <summary>The size of a table of values that serves every variant.</summary>
    public int Slots => Variants.Max(v => v.Slots);
}

/// <summary>An array as an overload takes it.</summary>
/// <param name="Suffix">What the call's methods for it end in: Line, Matrix, or nothing.</param>
/// <param name="Axes">Its axes as further arguments.</param>
internal sealed record FacadeArray(string Name, int Parameter, bool IsWritten, string Suffix, string Axes)
{
    public bool IsDestination => Parameter < 0;
}

/// <summary>Where a variant takes its Scalars from and leaves its results.</summary>
internal sealed record FacadeVariant(
    IReadOnlyDictionary<int, int> ScalarSlots, EquatableArray<int> ResultSlots, int Slots);
