using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>The memory of a call: tables, temporaries, packed copies and the parts of reductions.</summary>
internal sealed unsafe partial class ProgramRunner<K, T>
{
    /// <summary>The arrays of which the tables hold a packed copy, one bit each.</summary>
    private uint _packed;

    /// <summary>Sets up the tables of a call.</summary>
    private void Open(in CallArrays<T> arrays, ReadOnlySpan<double> host, Span<double> values)
    {
        Span<nint> axes = stackalloc nint[CallShapes.MaximumAxes];
        axes = axes[..Info.IsHostAxis.Length];
        FindLengths(arrays.Shapes, host, axes);
        if (!IsLaid(arrays, axes, host.Length))
        {
            var wanted = new Cursor(null);
            Lay(ref wanted, arrays, axes, host.Length, isMeasuring: true);
            var cursor = new Cursor(Scratch.Rent(0, wanted.Taken));
            Lay(ref cursor, arrays, axes, host.Length, isMeasuring: false);
            (_packed, Scratch.Owner) = (arrays.Packed(Info), this);
        }

        host.CopyTo(new Span<double>(_tables->Host, host.Length));
        values[..Info.Slots].CopyTo(Values);
        Values[0] = 1;
    }

    /// <summary>Whether the tables of this program's last call are still there, and are those of a call of such shapes: short calls
    /// take longer to lay out than to run.</summary>
    private bool IsLaid(in CallArrays<T> arrays, ReadOnlySpan<nint> axes, int hostCount) =>
        Scratch.Owner == this && !Info.HasSparse && hostCount == _tables->HostCount
        && _tables->IsFused == (_context.Contraction == Contraction.Fused)
        && axes.SequenceEqual(Axes) && arrays.Packed(Info) == _packed;

    /// <summary>Refuses arrays whose lengths are not those that stage code computes.</summary>
    public static void CheckLengths(in CallShapes shapes, ReadOnlySpan<double> host)
    {
        Span<nint> axes = stackalloc nint[CallShapes.MaximumAxes];
        FindLengths(shapes, host, axes[..Info.IsHostAxis.Length]);
    }

    /// <summary>The lengths of the axes: those that arrays have, then those that stage code sets, with which arrays must agree.
    /// </summary>
    private static void FindLengths(in CallShapes shapes, ReadOnlySpan<double> host, Span<nint> axes)
    {
        for (int axis = 0; axis < axes.Length; axis++)
        {
            axes[axis] = shapes.Axis(axis).Length;
        }

        if (!Info.HasHostAxes)
        {
            return;
        }

        K.Lengths(host, axes);
        for (int axis = 0; axis < axes.Length; axis++)
        {
            shapes.CheckLength(axis, axes[axis]);
        }
    }

    /// <summary>Takes the memory of a call from a cursor. The first time it only measures, and writes nothing.</summary>
    private void Lay(ref Cursor cursor, in CallArrays<T> arrays, ReadOnlySpan<nint> axes, int hostCount, bool isMeasuring)
    {
        int count = Info.Arrays.Length;
        GridTables<T> local;
        GridTables<T>* place = cursor.Take<GridTables<T>>(1);
        GridTables<T>* tables = isMeasuring ? &local : place;
        *tables = new GridTables<T>
        {
            Arrays = (T**)cursor.Take<nint>(count),
            Strides = cursor.Take<nint>(count),
            Rows = cursor.Take<nint>(count),
            Columns = cursor.Take<nint>(count),
            Widened = (double**)cursor.Take<nint>(count),
            Packed = (T**)cursor.Take<nint>(count),
            Constants = cursor.Take<T>(Info.Constants),
            Values = cursor.Take<double>(Info.Slots),
            Host = cursor.Take<double>(hostCount),
            HostCount = hostCount,
            Axes = cursor.Take<nint>(axes.Length),
            Sparse = cursor.Take<SparseEntries>(count),
            IsFused = _context.Contraction == Contraction.Fused,
            Reductions = cursor.Take<ReductionParts>(Info.ReductionCount),
        };
        if (!isMeasuring)
        {
            axes.CopyTo(new Span<nint>(tables->Axes, axes.Length));
            _tables = tables;
        }

        LayArrays(ref cursor, arrays, axes, isMeasuring);
        LayCopies(ref cursor, axes, isMeasuring);
        LayReductions(ref cursor, axes, isMeasuring);
        LayKeys(ref cursor, axes);
        LaySparse(ref cursor, arrays, axes, isMeasuring);
    }

    /// <summary>Packed copies of arrays whose columns do not lie side by side, and temporaries.</summary>
    private void LayArrays(ref Cursor cursor, in CallArrays<T> arrays, ReadOnlySpan<nint> axes, bool isMeasuring)
    {
        for (int array = 0; array < Info.Arrays.Length; array++)
        {
            ArrayInfo info = Info.Arrays[array];
            bool isOwn = array >= Info.CallArrays || arrays.IsPacked(array);
            nint columns = info.IsMatrix ? axes[info.Columns] : 1;
            nint elements = info.IsSparse ? info.Entries < 0 ? 0 : axes[info.Entries] : axes[info.Rows] * columns;
            T* start = isOwn && info.Of < 0 ? cursor.Take<T>(info.IsMatrix ? elements : Padded(elements)) : null;
            if (!isMeasuring)
            {
                _tables->Arrays[array] = start;
                _tables->Rows[array] = axes[info.Rows];
                _tables->Columns[array] = info.IsMatrix ? columns : 0;
                _tables->Strides[array] = !info.IsMatrix ? 0 : isOwn ? columns : arrays.Shapes.Array(array).RowStride;
            }
        }
    }

    /// <summary>Room for whole groups of lanes: what passes load and store of a temporary line.</summary>
    private static nint Padded(nint elements) => (elements + Lanes.Most - 1) / Lanes.Most * Lanes.Most;

    /// <summary>Room for lines that passes see as doubles, and for points that they see packed.</summary>
    private void LayCopies(ref Cursor cursor, ReadOnlySpan<nint> axes, bool isMeasuring)
    {
        foreach (int array in Info.Widened)
        {
            double* wide = typeof(T) == typeof(double) ? null : cursor.Take<double>(axes[Info.Arrays[array].Rows]);
            if (!isMeasuring)
            {
                _tables->Widened[array] = wide;
            }
        }

        foreach (int array in Info.Packed)
        {
            T* packed = cursor.Take<T>(axes[Info.Arrays[array].Rows] * axes[Info.Arrays[array].Columns]);
            if (!isMeasuring)
            {
                _tables->Packed[array] = packed;
            }
        }
    }

    private void LayReductions(ref Cursor cursor, ReadOnlySpan<nint> axes, bool isMeasuring)
    {
        foreach (ReductionInfo reduction in Info.AllReductions)
        {
            nint rows = axes[reduction.Rows];
            (nint parts, nint stride) = reduction.Form switch
            {
                ReductionForm.Line => (Math.Max(KernelContext.BlocksIn(rows), 1), (nint)1),
                ReductionForm.Total => (rows, 1),
                _ => (Math.Max(1, RowBlocks.Of(rows, axes[reduction.Columns]).Count), axes[reduction.Columns]),
            };
            double* start = cursor.Take<double>(parts * stride);
            if (!isMeasuring)
            {
                _tables->Reductions[reduction.Index] = new((nint)start, stride);
            }
        }
    }

    /// <summary>Room for the blocks' sums of the greatest sum by key.</summary>
    private void LayKeys(ref Cursor cursor, ReadOnlySpan<nint> axes)
    {
        nint most = 0;
        foreach (KeyStep step in Info.KeySteps)
        {
            KeyShape shape = ShapeOf(step, axes);
            most = Math.Max(most, shape.Sums * Math.Max(1, shape.Blocks.Count));
        }

        _keyParts = cursor.Take<double>(most);
    }

    /// <summary>Aims at the arrays where they are, and fills the packed copies of those that are read.</summary>
    private void Pack(in CallArrays<T> arrays)
    {
        for (int array = 0; array < Info.CallArrays; array++)
        {
            if (!arrays.IsPacked(array))
            {
                _tables->Arrays[array] = arrays.Address(array);
                _tables->Strides[array] = Info.Arrays[array].IsMatrix ? arrays.Shapes.Array(array).RowStride : 0;
            }
            else if (Info.Arrays[array].Use != ArrayUse.Write)
            {
                ref readonly CallArray shape = ref arrays.Shapes.Array(array);
                Lines.Copy(
                    arrays.Address(array), shape.RowStride, shape.ColumnStride, arrays.Rows(array), arrays.Columns(array),
                    _tables->Arrays[array], _tables->Strides[array], 1);
            }
        }

        for (int array = Info.CallArrays; array < Info.Arrays.Length; array++)
        {
            if (Info.Arrays[array].Of >= 0)
            {
                _tables->Arrays[array] = _tables->Arrays[Info.Arrays[array].Of];
            }
        }
    }

    /// <summary>Writes packed copies back.</summary>
    private void Unpack(in CallArrays<T> arrays)
    {
        for (int array = 0; array < Info.CallArrays; array++)
        {
            if (arrays.IsPacked(array) && Info.Arrays[array].IsWritten)
            {
                ref readonly CallArray shape = ref arrays.Shapes.Array(array);
                Lines.Copy(
                    _tables->Arrays[array], _tables->Strides[array], 1, arrays.Rows(array), arrays.Columns(array),
                    arrays.Address(array), shape.RowStride, shape.ColumnStride);
            }
        }
    }
}
