using static Numerics.Functions;

namespace Numerics.Gpu.Optimizers;

/// <summary>What an optimizer asks of all gradients of a step, in one pass over them.</summary>
internal static partial class DeviceReductions
{
    /// <summary>2⁶⁰⁰: what large elements are divided by, and small ones multiplied.</summary>
    public const double Unit = 4.149515568880993E+180;

    /// <summary>2⁴⁶⁰: from here on elements are large. The squares of smaller ones are below 2⁹²⁰, so that no sum of them
    /// overflows.</summary>
    private const double Large = 2.977131414714806E+138;

    /// <summary>2⁻⁴⁰⁰: below it elements are small. The squares of greater ones are above 2⁻⁸⁰⁰: normal numbers.</summary>
    private const double Small = 3.8725919148493183E-121;

    /// <summary>Σ x², for float: in double it neither overflows nor loses what matters.</summary>
    [UpdateRule]
    public static Scalar SquaredNorm(Vec x) => Global(Dot(x, x));

    /// <summary>Σ x² in three parts, for double: Σ (x/2⁶⁰⁰)² of large elements, Σ x² of those between and of NaN, and
    /// Σ (x·2⁶⁰⁰)² of small ones.</summary>
    [UpdateRule]
    public static (Scalar large, Scalar medium, Scalar small) SquaredNormByRange(Vec x)
    {
        Vec size = Abs(x);
        Vec large = Select(size >= Large, x * (1 / Unit), 0);
        Vec small = Select(size < Small, x * Unit, 0);
        Vec medium = Select(size >= Large, 0, Select(size < Small, 0, x));
        return (Global(Dot(large, large)), Global(Dot(medium, medium)), Global(Dot(small, small)));
    }

    /// <summary>max |x|; NaN if there is one.</summary>
    [UpdateRule]
    public static Scalar Largest(Vec x) => Global(Max(Abs(x)));
}
