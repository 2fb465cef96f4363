using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

/// <summary>A reference to an array's first element.</summary>
internal ref struct Reference<T>
    where T : unmanaged
{
    public ref T First;
}

/// <summary>Sixteen references, set by index. What they point to is pinned by <see cref="Launch"/>.</summary>
internal unsafe ref struct ReferenceTable<T>
    where T : unmanaged
{
    public Reference<T> R0;
    public Reference<T> R1;
    public Reference<T> R2;
    public Reference<T> R3;
    public Reference<T> R4;
    public Reference<T> R5;
    public Reference<T> R6;
    public Reference<T> R7;
    public Reference<T> R8;
    public Reference<T> R9;
    public Reference<T> R10;
    public Reference<T> R11;
    public Reference<T> R12;
    public Reference<T> R13;
    public Reference<T> R14;
    public Reference<T> R15;

#pragma warning disable CS8500 // A pointer to references: this struct is on the stack, where the collector sees and keeps them.
    /// <summary>Sets a reference. The caller vouches that its memory outlives this table: the compiler, which cannot follow it
    /// through a pointer, is led past by way of a span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int index, ref T first) =>
        ((Reference<T>*)Unsafe.AsPointer(ref R0))[index].First =
            ref MemoryMarshal.GetReference(MemoryMarshal.CreateSpan(ref first, 1));
#pragma warning restore CS8500
}
