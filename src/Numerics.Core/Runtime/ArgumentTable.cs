using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

/// <summary>An argument's first element and name.</summary>
internal ref struct Argument<T>
    where T : unmanaged
{
    public ref T First;
    public string Name;
}

/// <summary>Sixteen arguments, indexed. A ref struct is always on a stack, so its own address may be taken; what its
/// references point to is pinned by <see cref="Launch"/>.</summary>
#pragma warning disable CS8500 // Pointers to a ref struct that is on the stack: the garbage collector sees its references.
internal unsafe ref struct ArgumentTable<T>
    where T : unmanaged
{
    public Argument<T> A0;
    public Argument<T> A1;
    public Argument<T> A2;
    public Argument<T> A3;
    public Argument<T> A4;
    public Argument<T> A5;
    public Argument<T> A6;
    public Argument<T> A7;
    public Argument<T> A8;
    public Argument<T> A9;
    public Argument<T> A10;
    public Argument<T> A11;
    public Argument<T> A12;
    public Argument<T> A13;
    public Argument<T> A14;
    public Argument<T> A15;

    /// <summary>Sets an argument. The caller vouches that its memory outlives this table: the compiler, which cannot follow
    /// a reference through a pointer, is led past by way of a span.</summary>
    public void Set(int index, ref T first, string name)
    {
        Argument<T>* argument = (Argument<T>*)Unsafe.AsPointer(ref A0) + index;
        argument->First = ref MemoryMarshal.GetReference(MemoryMarshal.CreateSpan(ref first, 1));
        argument->Name = name;
    }

    public ref T First(int index) => ref ((Argument<T>*)Unsafe.AsPointer(ref A0))[index].First;

    public readonly string Name(int index) =>
        ((Argument<T>*)Unsafe.AsPointer(ref Unsafe.AsRef(in A0)))[index].Name;
}
#pragma warning restore CS8500
