namespace Numerics.Runtime;

/// <summary>Matrix products: each element is the chain c ← MultiplyAdd(a[i, k], b[k, j], c) in the element type over ascending k
/// from +0, so that its bits depend on its operands alone.</summary>
/// <remarks>The terms are taken in slabs: of each the operands are packed, then tiles of the result are brought up to date by all
/// threads. Between slabs the sums lie in the result, where they lose nothing. Needs memory for a slab's operands.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class MatrixProduct<T> : Job
    where T : unmanaged
{
    /// <summary>Bytes along a slab: a panel of the right operand then lies in the first-level cache, and the panels of an item
    /// in the second.</summary>
    private const int SlabBytes = 1024;

    /// <summary>Panels of the left operand, and columns of the result, that an item has.</summary>
    private const int ItemPanels = 16;
    private const int ItemColumns = 256;

    /// <summary>The piece of the thread's memory that packed operands are in: those of passes, which do not run meanwhile.</summary>
    private const int ScratchPiece = 1;

    [ThreadStatic]
    private static MatrixProduct<T>? s_mine;

    private KernelContext _context = null!;
    private int _threads;
    private MatrixView<T> _left;
    private MatrixView<T> _right;
    private MatrixView<T> _result;
    private T* _leftPanels;
    private T* _rightPanels;
    private nint _panelColumns;
    private nint _term;
    private nint _terms;
    private bool _isPacking;

    /// <summary>The calling thread's product.</summary>
    public static MatrixProduct<T> Mine => s_mine ??= new MatrixProduct<T>();

    private nint LeftPanels => Ceiling(_result.Rows, ProductTile.Rows);

    private nint RightPanels => Ceiling(_result.Columns, _panelColumns);

    private nint ItemRightPanels => Math.Max(1, ItemColumns / _panelColumns);

    /// <summary>Sets the result, whose rows lie side by side, to left·right.</summary>
    public void Run(KernelContext context, int threads, MatrixView<T> left, MatrixView<T> right, MatrixView<T> result)
    {
        (_context, _threads, _left, _right, _result) = (context, threads, left, right, result);
        if (result.Rows == 0 || result.Columns == 0)
        {
            return;
        }

        if (left.Columns == 0)
        {
            Clear();
            return;
        }

        _panelColumns = ProductTile.Vectors * ProductLanes.Count<T>(context.Lanes);
        nint slab = Math.Min(SlabBytes / sizeof(T), left.Columns);
        var wanted = new Cursor(null);
        Lay(ref wanted, slab);
        var cursor = new Cursor(Scratch.Rent(ScratchPiece, wanted.Taken));
        Lay(ref cursor, slab);
        for (_term = 0; _term < left.Columns; _term += _terms)
        {
            _terms = Math.Min(slab, left.Columns - _term);
            Dispatch(isPacking: true, LeftPanels + RightPanels);
            Dispatch(isPacking: false, Ceiling(LeftPanels, ItemPanels) * Ceiling(RightPanels, ItemRightPanels));
        }
    }

    private void Clear()
    {
        for (nint i = 0; i < _result.Rows; i++)
        {
            new Span<T>(_result.At(i, 0), (int)_result.Columns).Clear();
        }
    }

    private void Lay(ref Cursor cursor, nint slab)
    {
        _leftPanels = cursor.Take<T>(LeftPanels * ProductTile.Rows * slab);
        _rightPanels = cursor.Take<T>(RightPanels * _panelColumns * slab);
    }

    private void Dispatch(bool isPacking, nint items)
    {
        _isPacking = isPacking;
        nint work = Math.Max(_result.Rows * _result.Columns, 1) * _terms / SlabBytes;
        int threads = work * sizeof(T) > _context.ParallelThreshold / ItemPanels ? _threads : 1;
        WorkerSet.Shared.Run(this, (int)items, threads, work * sizeof(T) > _context.WakingThreshold / ItemPanels);
    }

    protected override void RunItem(int item)
    {
        if (!_isPacking)
        {
            nint across = Ceiling(RightPanels, ItemRightPanels);
            nint top = item / across * ItemPanels;
            nint first = item % across * ItemRightPanels;
            var block = new ProductBlock<T>
            {
                Left = _leftPanels,
                Right = _rightPanels,
                Result = _result,
                Terms = _terms,
                IsFirst = _term == 0,
                Top = top,
                Bottom = Math.Min(top + ItemPanels, LeftPanels),
                First = first,
                End = Math.Min(first + ItemRightPanels, RightPanels),
            };
            ProductLanes.Run(_context.Lanes, block);
        }
        else if (item < LeftPanels)
        {
            Panels.Pack(_left, (nint)item * ProductTile.Rows, ProductTile.Rows, _term, _terms, LeftPanel(item));
        }
        else
        {
            nint panel = item - LeftPanels;
            T* place = _rightPanels + (panel * _panelColumns * _terms);
            Panels.Pack(_right.Transposed, panel * _panelColumns, _panelColumns, _term, _terms, place);
        }
    }

    private T* LeftPanel(nint panel) => _leftPanels + (panel * ProductTile.Rows * _terms);

    private static nint Ceiling(nint count, nint divisor) => (count + divisor - 1) / divisor;
}
