using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

/// <summary>The arrays of one call of a kernel, listed in kernel order. Each is checked as it comes, so that a bad call throws
/// before anything is written.</summary>
/// <remarks>All arrays have the length of the first. An array that is written overlaps no other, not even exactly; arrays that are
/// only read may overlap each other. An empty array overlaps nothing.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public unsafe ref partial struct KernelCall<T>
    where T : unmanaged
{
    /// <summary>The most arrays in a call.</summary>
    public const int MaximumArrays = 16;

    internal ArgumentTable<T> Table;
    private nint _length;
    private int _count;
    private int _written;
    private int _rank;
    private Shape _shape;

    /// <summary>The number of elements in each array.</summary>
    internal readonly nint Length => _length;

    /// <summary>The number of arrays.</summary>
    internal readonly int Count => _count;

    /// <summary>Adds an array that the kernel only reads.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">Its length is not that of the first array, or it overlaps one that is written.</exception>
    public void Read(ReadOnlySpan<T> array, string name) =>
        Add(ref MemoryMarshal.GetReference(array), array.Length, name, isWritten: false);

    /// <summary>Adds an array that the kernel reads and replaces in place.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">Its length is not that of the first array, or it overlaps another.</exception>
    public void Update(Span<T> array, string name) =>
        Add(ref MemoryMarshal.GetReference(array), array.Length, name, isWritten: true);

    /// <summary>Adds a destination: an array that the kernel only writes.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">Its length is not that of the first array, or it overlaps another.</exception>
    public void Write(Span<T> array, string name) => Update(array, name);

    private void Add(ref T first, nint length, string name, bool isWritten)
    {
        int count = _count;
        if (count == 0)
        {
            _length = length;
        }
        else
        {
            CheckLength(length, name);
            CheckOverlap(ref first, name, isWritten);
        }

        Table.Set(count, ref first, name);
        _written |= isWritten ? 1 << count : 0;
        _count = count + 1;
    }

    private void CheckLength(nint length, string name)
    {
        if (_count >= MaximumArrays)
        {
            throw new ArgumentException($"{name} is one array too many: a call has at most {MaximumArrays}.", name);
        }

        if (length != _length)
        {
            ThrowLength(length, name);
        }
    }

    private void CheckOverlap(ref T first, string name, bool isWritten)
    {
        nuint bytes = (nuint)_length * (nuint)sizeof(T);
        int against = isWritten ? -1 : _written;
        for (int i = 0; i < _count; i++)
        {
            nint distance = Unsafe.ByteOffset(ref Table.First(i), ref first);
            if (((nuint)distance < bytes || (nuint)(-distance) < bytes) && (against >> i & 1) != 0)
            {
                ThrowOverlap(name, i);
            }
        }
    }

    [DoesNotReturn]
    private void ThrowLength(nint length, string name) => throw new ArgumentException(
        $"{name} has {length} elements and {Table.Name(0)} has {_length}; all arrays of a call have the same length.", name);

    [DoesNotReturn]
    private void ThrowOverlap(string name, int other) => throw new ArgumentException(
        $"{name} overlaps {Table.Name(other)}; an array that is written may share no memory with another.", name);
}
