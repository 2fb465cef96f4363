using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Sums by key.</summary>
internal sealed unsafe partial class ProgramRunner<K, T>
{
    private KeyStep _keys = null!;
    private double* _keyParts;

    private void SumByKey(KeyStep keys)
    {
        _keys = keys;
        KeyShape shape = ShapeOf(keys, Axes);
        _blocks = shape.Blocks;
        Dispatch(Phase.Keys, _blocks.Count, shape.Positions * shape.Columns);
        if (_blocks.Count == 0)
        {
            Lines.Fill(_keyParts, shape.Sums, 0);
        }

        CombineBlocks(ReductionKind.Sum, _keyParts, _blocks.Count, shape.Sums);
        for (nint key = 0; key < shape.Keys; key++)
        {
            T* sums = _tables->Arrays[keys.Sums] + (key * shape.Stride(_tables->Strides[keys.Sums]));
            Lines.Round(_keyParts + (key * shape.Columns), sums, shape.Columns);
        }
    }

    private void AddKeys(nint block)
    {
        KeyShape shape = ShapeOf(_keys, Axes);
        double* sums = _keyParts + (block * shape.Sums);
        Lines.Fill(sums, shape.Sums, 0);
        T* keys = _tables->Arrays[_keys.Keys];
        nint stride = shape.Stride(_tables->Strides[_keys.Values]);
        nint end = _blocks.End(block, shape.Positions);
        for (nint i = _blocks.Start(block); i < end; i++)
        {
            double key = Element.Widen(keys[i]);
            if (key >= 0 && key < shape.Keys && key == Math.Floor(key))
            {
                Add(sums + ((nint)key * shape.Columns), _tables->Arrays[_keys.Values] + (i * stride), shape.Columns);
            }
        }
    }

    private static void Add(double* sums, T* values, nint count)
    {
        for (nint j = 0; j < count; j++)
        {
            sums[j] += Element.Widen(values[j]);
        }
    }

    private static KeyShape ShapeOf(KeyStep keys, ReadOnlySpan<nint> axes)
    {
        int columns = Info.Arrays[keys.Sums].Columns;
        return new(
            axes[Info.Arrays[keys.Keys].Rows], columns < 0 ? 1 : axes[columns], axes[Info.Arrays[keys.Sums].Rows], columns >= 0);
    }

    /// <summary>Lines of <paramref name="Columns"/> elements at so many positions, added up for so many keys. Single elements are
    /// lines of one.</summary>
    private readonly record struct KeyShape(nint Positions, nint Columns, nint Keys, bool IsMatrix)
    {
        public nint Sums => Keys * Columns;

        public RowBlocks Blocks => RowBlocks.OfKeys(Positions, Columns, Keys);

        public nint Stride(nint rows) => IsMatrix ? rows : 1;
    }
}
