using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>The arrays of one call of a program, listed in kernel order.</summary>
/// <remarks>Lengths along the same axis are compared as the arrays come. Before anything is written <c>ProgramLaunch</c> checks
/// that an array that is written overlaps no other; arrays that are only read may overlap each other, and an empty array overlaps
/// nothing. A matrix may have any strides; where its columns do not lie side by side the call works on a packed copy.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public ref struct ProgramCall<T>
    where T : unmanaged
{
    /// <summary>The most arrays in a call.</summary>
    public const int MaximumArrays = CallShapes.MaximumArrays;

    internal ReferenceTable<T> References;
    internal CallShapes Shapes;
    private SparseTable _sparse;

    /// <summary>A call of a batch of independent problems: lines hold them one after the other, matrices have one more dimension,
    /// the first.</summary>
    /// <param name="problems">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public ProgramCall(int problems)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(problems);
        Shapes = new CallShapes(problems);
    }

    /// <summary>Adds a line that the program only reads.</summary>
    /// <param name="index">Its place in kernel order.</param>
    /// <param name="line">Its elements.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="axis">The axis that it lies along.</param>
    /// <exception cref="ArgumentException">An earlier array has another length along the axis.</exception>
    public void ReadLine(int index, ReadOnlySpan<T> line, string name, int axis) =>
        AddLine(index, ref MemoryMarshal.GetReference(line), line.Length, name, axis);

    /// <summary>Adds a line that the program reads and replaces in place.</summary>
    /// <inheritdoc cref="ReadLine"/>
    public void UpdateLine(int index, Span<T> line, string name, int axis) =>
        AddLine(index, ref MemoryMarshal.GetReference(line), line.Length, name, axis);

    /// <summary>Adds a line that the program only writes.</summary>
    /// <inheritdoc cref="ReadLine"/>
    public void WriteLine(int index, Span<T> line, string name, int axis) =>
        AddLine(index, ref MemoryMarshal.GetReference(line), line.Length, name, axis);

    /// <summary>Adds a matrix that the program only reads.</summary>
    /// <param name="index">Its place in kernel order.</param>
    /// <param name="matrix">The matrix, of rank 2; of rank 3 in a batch.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="rows">The axis of its rows.</param>
    /// <param name="columns">The axis of its columns.</param>
    /// <exception cref="ArgumentException">Its rank is not 2, or an earlier array has another length along an axis.</exception>
    public void ReadMatrix(int index, ReadOnlyTensorSpan<T> matrix, string name, int rows, int columns)
    {
        CheckIndex(index, name);
        Shapes.AddMatrix(index, matrix.Lengths, matrix.Strides, name, rows, columns);
        References.Set(index, ref Unsafe.AsRef(in TensorMarshal.GetReference(matrix)));
    }

    /// <summary>Adds a matrix that the program reads and replaces in place.</summary>
    /// <exception cref="ArgumentException">Its rank is not 2, an earlier array has another length along an axis, or its elements
    /// share memory.</exception>
    /// <inheritdoc cref="ReadMatrix"/>
    public void UpdateMatrix(int index, TensorSpan<T> matrix, string name, int rows, int columns) =>
        ReadMatrix(index, matrix, name, rows, columns);

    /// <summary>Adds a matrix that the program only writes.</summary>
    /// <inheritdoc cref="UpdateMatrix"/>
    public void WriteMatrix(int index, TensorSpan<T> matrix, string name, int rows, int columns) =>
        ReadMatrix(index, matrix, name, rows, columns);

    /// <summary>Adds an array that lies dense in memory held in place.</summary>
    /// <param name="index">Its place in kernel order.</param>
    /// <param name="array">What it is.</param>
    /// <param name="address">Its first element.</param>
    /// <param name="axes">The lengths of all axes.</param>
    internal unsafe void Add(int index, Plans.ProgramArray array, nint address, ReadOnlySpan<nint> axes)
    {
        ref T first = ref Unsafe.AsRef<T>((void*)address);
        if (!array.IsMatrix)
        {
            AddLine(index, ref first, axes[array.Axis], array.Name, array.Axis);
            return;
        }

        CheckIndex(index, array.Name);
        nint columns = axes[array.Axis];
        Shapes.AddMatrix(index, [axes[array.RowAxis], columns], [columns, 1], array.Name, array.RowAxis, array.Axis);
        References.Set(index, ref first);
    }

    /// <summary>The sparse matrices by array.</summary>
    [UnscopedRef]
    internal ReadOnlySpan<CsrMatrix<T>?> Sparse => _sparse;

    /// <summary>Adds a sparse matrix, which the program only reads.</summary>
    /// <param name="index">Its place in kernel order.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="rows">The axis of its rows.</param>
    /// <param name="columns">The axis of its columns.</param>
    /// <exception cref="ArgumentException">An earlier array has another length along an axis, or the call is a batch.</exception>
    public void ReadSparse(int index, CsrMatrix<T> matrix, string name, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        CheckIndex(index, name);
        Shapes.AddSparse(index, matrix.Rows, matrix.Columns, matrix.Count, name, rows, columns);
        References.Set(index, ref MemoryMarshal.GetReference(matrix.Values));
        _sparse[index] = matrix;
    }

    private void AddLine(int index, ref T first, nint length, string name, int axis)
    {
        CheckIndex(index, name);
        Shapes.AddLine(index, length, name, axis);
        References.Set(index, ref first);
    }

    private static void CheckIndex(int index, string name)
    {
        if ((uint)index >= MaximumArrays)
        {
            ThrowTooMany(name);
        }
    }

    [DoesNotReturn]
    private static void ThrowTooMany(string name) => throw new ArgumentException(
        $"{name} is one array too many: a call has at most {MaximumArrays}.", name);

    [InlineArray(CallShapes.MaximumArrays)]
    private struct SparseTable
    {
        private CsrMatrix<T>? _first;
    }
}
