using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Gpu.Kernels;

/// <summary>A few values side by side, as a kernel's argument has them: a device takes structs of known size, no arrays.</summary>
internal static class Pack
{
    /// <summary>The items in order; places that are left hold the first item, which is as valid an argument as any.</summary>
    /// <typeparam name="P">The pack: a struct of nothing but items.</typeparam>
    /// <typeparam name="E">The items' type.</typeparam>
    public static P Of<P, E>(ReadOnlySpan<E> items)
        where P : struct
        where E : struct
    {
        P pack = default;
        Span<E> places = MemoryMarshal.CreateSpan(ref Unsafe.As<P, E>(ref pack), Unsafe.SizeOf<P>() / Unsafe.SizeOf<E>());
        places.Fill(items.IsEmpty ? default : items[0]);
        items.CopyTo(places);
        return pack;
    }
}

#pragma warning disable CA1051, CS1591 // What a kernel reads are fields.

/// <summary>1 value.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack1<E>
    where E : struct
{
    public E E0;
}

/// <summary>2 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack2<E>
    where E : struct
{
    public E E0, E1;
}

/// <summary>4 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack4<E>
    where E : struct
{
    public E E0, E1, E2, E3;
}

/// <summary>8 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack8<E>
    where E : struct
{
    public E E0, E1, E2, E3, E4, E5, E6, E7;
}

/// <summary>16 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack16<E>
    where E : struct
{
    public E E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14, E15;
}

/// <summary>32 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack32<E>
    where E : struct
{
    public E E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14, E15;
    public E E16, E17, E18, E19, E20, E21, E22, E23, E24, E25, E26, E27, E28, E29, E30, E31;
}

/// <summary>64 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack64<E>
    where E : struct
{
    public E E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14, E15;
    public E E16, E17, E18, E19, E20, E21, E22, E23, E24, E25, E26, E27, E28, E29, E30, E31;
    public E E32, E33, E34, E35, E36, E37, E38, E39, E40, E41, E42, E43, E44, E45, E46, E47;
    public E E48, E49, E50, E51, E52, E53, E54, E55, E56, E57, E58, E59, E60, E61, E62, E63;
}

/// <summary>128 values.</summary>
/// <typeparam name="E">The values' type.</typeparam>
public struct Pack128<E>
    where E : struct
{
    public E E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14, E15;
    public E E16, E17, E18, E19, E20, E21, E22, E23, E24, E25, E26, E27, E28, E29, E30, E31;
    public E E32, E33, E34, E35, E36, E37, E38, E39, E40, E41, E42, E43, E44, E45, E46, E47;
    public E E48, E49, E50, E51, E52, E53, E54, E55, E56, E57, E58, E59, E60, E61, E62, E63;
    public E E64, E65, E66, E67, E68, E69, E70, E71, E72, E73, E74, E75, E76, E77, E78, E79;
    public E E80, E81, E82, E83, E84, E85, E86, E87, E88, E89, E90, E91, E92, E93, E94, E95;
    public E E96, E97, E98, E99, E100, E101, E102, E103, E104, E105, E106, E107, E108, E109, E110, E111;
    public E E112, E113, E114, E115, E116, E117, E118, E119, E120, E121, E122, E123, E124, E125, E126, E127;
}
