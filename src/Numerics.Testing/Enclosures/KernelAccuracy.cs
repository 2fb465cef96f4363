using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>How near to the exact result a kernel's operations are, and which choices its compiler has: of the CPU's kernels, or
/// of a device's.</summary>
/// <remarks>
/// A device's compiler contracts where it likes. What <see cref="ContractionClass.Separate"/> bounds holds for either choice: the
/// enclosure of a rounded product contains the exact one.
/// </remarks>
public sealed record KernelAccuracy
{
    /// <summary>The accuracy of elementary functions on devices, in units in the last place.</summary>
    public const double DeviceElementaryUlp = 4;

    /// <summary>What the OpenCL specification allows a division of floats to be off by, in ULP (its table of relative errors of
    /// single precision; double is correctly rounded).</summary>
    public const double OpenClDivisionUlp = 2.5;

    /// <summary>The same for the square root.</summary>
    public const double OpenClRootUlp = 3;

    /// <summary>A unit in the last place is at most so many unit roundoffs.</summary>
    private const double RoundoffsPerUlp = 2;

    /// <summary>Of a correctly rounded operation.</summary>
    private const double CorrectUlp = 0.5;

    /// <summary>The functions that may follow one another in a stage that a device computes.</summary>
    private const double FunctionsPerConstant = 5;

    private KernelAccuracy(ContractionClass contraction, bool isDevice) => (Contraction, IsDevice) = (contraction, isDevice);

    /// <summary>A device whose division and square root round correctly: CUDA, and ILGPU's simulation.</summary>
    public static KernelAccuracy Device { get; } = new(ContractionClass.Separate, isDevice: true);

    /// <summary>A device of which no more is known than what OpenCL promises.</summary>
    public static KernelAccuracy OpenClDevice { get; } = new(ContractionClass.Separate, isDevice: true)
    {
        DivisionUlp = OpenClDivisionUlp,
        RootUlp = OpenClRootUlp,
    };

    internal ContractionClass Contraction { get; }

    internal bool IsDevice { get; }

    private double DivisionUlp { get; init; } = CorrectUlp;

    private double RootUlp { get; init; } = CorrectUlp;

    /// <summary>Roundings in double in a constant that a stage computes. A device's elementary functions are off by more than the
    /// platform's.</summary>
    internal double RoundingsPerConstant => FloatFormat.RoundingsPerConstant
        + (IsDevice ? FunctionsPerConstant * RoundoffsPerUlp * DeviceElementaryUlp : 0);

    /// <summary>Unit roundoffs by which a Scalar input is moved: to contract a product of it, or not, is to move it by one, and
    /// products of up to four follow one another.</summary>
    internal double ScalarInputUnits => IsDevice ? 4 : 0;

    /// <summary>Unit roundoffs of <see cref="PlanOperation.Fma"/>, which devices compute in twice the precision, then round
    /// twice.</summary>
    internal double FmaUnits => IsDevice ? RoundoffsPerUlp : 1;

    /// <summary>A CPU kernel of a contraction class.</summary>
    public static KernelAccuracy Cpu(ContractionClass contraction) => new(contraction, isDevice: false);

    /// <summary>The greatest relative error of an operation in unit roundoffs.</summary>
    internal double Units(PlanOperation operation, FloatFormat format) => operation switch
    {
        PlanOperation.Div => format.IsSingle ? RoundoffsPerUlp * DivisionUlp : 1,
        PlanOperation.Sqrt => format.IsSingle ? RoundoffsPerUlp * RootUlp : 1,
        PlanOperation.Rsqrt => Units(PlanOperation.Sqrt, format) + Units(PlanOperation.Div, format),
        _ when IsDevice => RoundoffsPerUlp * DeviceElementaryUlp,
        _ => RoundoffsPerUlp * ElementaryAccuracy.UnitsInLastPlace(operation, format.IsSingle),
    };

    /// <summary>Whether an exact result that the type has is the result.</summary>
    internal bool IsExactWherePossible(PlanOperation operation, FloatFormat format) => Units(operation, format) <= 1;
}
