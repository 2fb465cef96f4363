using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Runs a block of a product on the lanes that a context chooses: single registers, since each element is a chain of its
/// own.</summary>
internal static class ProductLanes
{
    /// <summary>The lanes in a register.</summary>
    public static int Count<T>(LaneKind lanes)
        where T : unmanaged
    {
        int bits = lanes switch
        {
            LaneKind.Fused512 or LaneKind.Separate512 => 512,
            LaneKind.Fused256 or LaneKind.Separate256 => 256,
            LaneKind.Fused128 or LaneKind.Separate128 => 128,
            _ => 8 * Unsafe.SizeOf<T>(),
        };
        return bits / (8 * Unsafe.SizeOf<T>());
    }

    public static void Run<T>(LaneKind lanes, in ProductBlock<T> block)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            RunFloat(lanes, Unsafe.As<ProductBlock<T>, ProductBlock<float>>(ref Unsafe.AsRef(in block)));
        }
        else
        {
            RunDouble(lanes, Unsafe.As<ProductBlock<T>, ProductBlock<double>>(ref Unsafe.AsRef(in block)));
        }
    }

    private static void RunFloat(LaneKind lanes, in ProductBlock<float> block)
    {
        switch (lanes)
        {
            case LaneKind.Fused512: block.Run<Float512<Fused>>(); break;
            case LaneKind.Fused256: block.Run<Float256<Fused>>(); break;
            case LaneKind.Fused128: block.Run<Float128<Fused>>(); break;
            case LaneKind.Fused1: block.Run<Float1<Fused>>(); break;
            case LaneKind.Separate512: block.Run<Float512<Separate>>(); break;
            case LaneKind.Separate256: block.Run<Float256<Separate>>(); break;
            case LaneKind.Separate128: block.Run<Float128<Separate>>(); break;
            default: block.Run<Float1<Separate>>(); break;
        }
    }

    private static void RunDouble(LaneKind lanes, in ProductBlock<double> block)
    {
        switch (lanes)
        {
            case LaneKind.Fused512: block.Run<Double512<Fused>>(); break;
            case LaneKind.Fused256: block.Run<Double256<Fused>>(); break;
            case LaneKind.Fused128: block.Run<Double128<Fused>>(); break;
            case LaneKind.Fused1: block.Run<Double1<Fused>>(); break;
            case LaneKind.Separate512: block.Run<Double512<Separate>>(); break;
            case LaneKind.Separate256: block.Run<Double256<Separate>>(); break;
            case LaneKind.Separate128: block.Run<Double128<Separate>>(); break;
            default: block.Run<Double1<Separate>>(); break;
        }
    }
}
