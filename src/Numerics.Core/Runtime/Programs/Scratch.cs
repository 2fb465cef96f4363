using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

/// <summary>A place in a block of memory from which pieces are taken one after the other. Taken from address 0 they measure how
/// much memory is wanted.</summary>
internal unsafe struct Cursor(byte* start)
{
    /// <summary>Pieces begin at a cache line, which is the widest vector's size.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes taken.</summary>
    public nint Taken { get; private set; }

    /// <summary>Takes room for elements.</summary>
    public U* Take<U>(nint count)
        where U : unmanaged
    {
        byte* piece = start + Taken;
        Taken = checked(Taken + (((count * sizeof(U)) + Alignment - 1) & ~(nint)(Alignment - 1)));
        return (U*)piece;
    }
}

/// <summary>Memory that a thread keeps from call to call, as much as its greatest call needed, in pieces that are numbered: 0
/// for the temporaries and parts of the program that it runs, the others for a pass's own use.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static double[]?[]? s_pieces;

    /// <summary>Whose tables lie in piece 0 of the calling thread's: nobody's once the piece is rented, until whoever has filled it
    /// says so.</summary>
    [field: ThreadStatic]
    public static object? Owner { get; set; }

    /// <summary>A piece of the calling thread's, at least so many bytes of it, aligned, with anything in it.</summary>
    public static byte* Rent(int piece, nint bytes)
    {
        if (piece == 0)
        {
            Owner = null;
        }

        nint doubles = ((bytes + sizeof(double) - 1) / sizeof(double)) + (Cursor.Alignment / sizeof(double));
        double[]?[] pieces = s_pieces ??= new double[]?[4];
        if (pieces.Length <= piece)
        {
            Array.Resize(ref s_pieces, piece + 1);
            pieces = s_pieces;
        }

        if (pieces[piece] is null || pieces[piece]!.Length < doubles)
        {
            pieces[piece] = null;
            pieces[piece] = GC.AllocateUninitializedArray<double>(checked((int)doubles), pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pieces[piece]!));
        return (byte*)((address + Cursor.Alignment - 1) & ~(nint)(Cursor.Alignment - 1));
    }
}
