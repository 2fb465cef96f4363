using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>What both modes do with parts and views of arrays.</summary>
internal sealed class Views(Algebra algebra)
{
    private readonly GraphBuilder _graph = algebra.Graph;

    /// <summary>A derivative seen through the same view as its value.</summary>
    public int Shift(int derivative, Node view) => _graph[derivative].Kind.IsElement()
        ? _graph.Add(view with { Operands = new[] { derivative, view.B, view.C } })
        : view.Text == "inside" ? derivative
        : Within(view, Host("-", _graph.Literal(0), _graph[view.B].A), derivative);

    /// <summary>What a view's adjoint is of the array that it shows.</summary>
    public int Unshift(int adjoint, Node view)
    {
        int length = LengthOf(view.A);
        int by = _graph[view.B].A;
        return _graph[adjoint].Kind.IsElement()
            ? _graph.Add(new Node(
                Op.Shifted, Kind.Vec, new[] { adjoint, Whole(Host("-", _graph.Literal(0), by)), Whole(length) }))
            : Select(by, Host("+", by, _graph[view.C].A), length, adjoint);
    }

    /// <summary>The elements of a derivative from a place on, as many as a line has.</summary>
    public int Part(int derivative, int start, int line) => _graph[derivative].Kind.IsElement()
        ? _graph.Add(new Node(
            Op.Shifted, _graph[line].Kind, new[] { derivative, Whole(start), Whole(LengthOf(line)) }, Text: "inside"))
        : derivative;

    /// <summary>A derivative of a matrix seen through the same view as its value, or through the opposite one.</summary>
    public int Move(int derivative, Node view, bool isBack)
    {
        int matrix = algebra.Spread(derivative, view.A);
        return !isBack
            ? _graph.Add(view with { Operands = new[] { matrix, view.B, view.C } })
            : _graph.Add(Op.Moved, Kind.Mat, matrix, Opposite(view.B), Opposite(view.C));
    }

    private int Opposite(int by) => Whole(Host("-", _graph.Literal(0), _graph[by].A));

    /// <summary>Element k of a derivative.</summary>
    public int At(int derivative, int position) => _graph[derivative].Kind.IsElement()
        ? _graph.Add(Op.At, Kind.Scalar, derivative, position)
        : derivative;

    /// <summary>A number at one position of a line, 0 elsewhere.</summary>
    public int Put(int number, int line, int position)
    {
        int here = Position(_graph[line].Kind.ToMask(), position, LengthOf(line));
        return algebra.Where(here, number, algebra.Number(0));
    }

    /// <summary>The mask of a line of so many elements that holds at one position.</summary>
    private int Position(Kind kind, int position, int length)
    {
        int next = _graph[position].Op == Op.FromHost && _graph[_graph[position].A].Type == HostTypes.Int
            ? Whole(Host("+", _graph[position].A, _graph.Literal(1)))
            : _graph.Add(Op.Add, Kind.Integer, position, Whole(_graph.Literal(1)));
        return _graph.Add(Op.Within, kind, position, next, Whole(length));
    }

    /// <summary>A derivative of a line as one of the matrix of its groups, the matrix of the line's elements.</summary>
    /// <param name="derivative">The line's.</param>
    /// <param name="matrix">The matrix.</param>
    public int Group(int derivative, int matrix)
    {
        if (!_graph[derivative].Kind.IsElement())
        {
            return derivative;
        }

        (int columns, int rows) = (algebra.LengthOf(matrix, Extents.Columns), algebra.LengthOf(matrix, Extents.Rows));
        return _graph[derivative] is { Op: Op.Stored, A: int elements } && _graph[elements].Op == Op.Ungroup
            ? _graph[elements].A
            : _graph.Add(Op.Group, Kind.Mat, Stored(derivative), columns, rows);
    }

    /// <summary>A derivative of a matrix as one of the line of its elements. It is stored: a line meets other lines.</summary>
    /// <param name="derivative">The matrix's.</param>
    /// <param name="matrix">The matrix.</param>
    public int Ungroup(int derivative, int matrix)
    {
        if (!_graph[derivative].Kind.IsElement())
        {
            return derivative;
        }

        int length = Host("*", algebra.LengthOf(matrix, Extents.Rows), algebra.LengthOf(matrix, Extents.Columns));
        return _graph.Add(
            Op.Stored, Kind.Vec, _graph.Add(Op.Ungroup, Kind.Vec, algebra.Spread(derivative, matrix), length));
    }

    /// <summary>The elements of a matrix themselves, where they need not be stored on the way to a result.</summary>
    public int Released(int id) => _graph[id] is { Op: Op.Stored, A: int elements } && _graph[elements].Op == Op.Ungroup ? elements : id;

    /// <summary>A row at one position of a matrix, 0 elsewhere.</summary>
    public int PutRow(int row, int matrix, int position) =>
        algebra.Where(Position(Kind.ColMask, position, algebra.LengthOf(matrix, Extents.Rows)), row, algebra.Number(0));

    /// <summary>A column at one position of a matrix, 0 elsewhere.</summary>
    public int PutColumn(int column, int matrix, int position) =>
        algebra.Where(Position(Kind.RowMask, position, algebra.LengthOf(matrix, Extents.Columns)), column, algebra.Number(0));

    /// <summary>A number at one place of a matrix, 0 elsewhere.</summary>
    public int PutCell(int number, int matrix, int row, int column) => PutRow(
        algebra.Where(Position(Kind.RowMask, column, algebra.LengthOf(matrix, Extents.Columns)), number, algebra.Number(0)), matrix, row);

    /// <summary>A value where steps read it.</summary>
    public int Stored(int value) => _graph[value].Op is Op.Load or Op.Stored ? value : _graph.Add(Op.Stored, _graph[value].Kind, value);

    public int Turn(int derivative) => Turning.Turn(_graph, derivative);

    /// <summary>Where an array has its extreme value, and how many times: those elements share the derivative.</summary>
    public (int Hit, int Count) Ties(int id, Node extreme)
    {
        int hit = algebra.Compare(Op.Eq, extreme.A, id);
        int ones = algebra.Where(hit, algebra.Number(1), algebra.Number(0));
        return (hit, _graph.Add(Op.ReduceSum, extreme.Kind, ones));
    }

    /// <summary>A choice of the host between derivatives of a value like <paramref name="like"/>.</summary>
    public int Choose(int condition, int a, int b, int like)
    {
        if (_graph[a].Kind != _graph[b].Kind)
        {
            (a, b) = (algebra.Spread(a, like), algebra.Spread(b, like));
        }

        return HostFolding.Add(_graph, new Node(Op.Choose, _graph[a].Kind, new[] { condition, a, b }));
    }

    private int Within(Node view, int from, int derivative) =>
        Select(from, Host("+", from, LengthOf(view.A)), _graph[view.C].A, derivative);

    private int Select(int from, int to, int length, int number) => algebra.Where(
        _graph.Add(Op.Within, Kind.Mask, Whole(from), Whole(to), Whole(length)), number, algebra.Number(0));

    private int LengthOf(int line) => algebra.LengthOf(line, _graph[line].Kind.IsCol() ? Extents.Rows : Extents.Columns);

    private int Host(string @operator, int a, int b) => _graph.Host(@operator, HostTypes.Int, a, b);

    private int Whole(int host) => _graph.Add(Op.FromHost, Kind.Integer, host);
}
