namespace Numerics;

/// <summary>Values in rows and columns: what lines, matrices and masks are made of. A line has one row or one column, which stands
/// beside all of a matrix's.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="values">Row after row, not copied.</param>
/// <param name="form">Which sides it has elements of its own for.</param>
internal sealed class Table<E>(int rows, int columns, E[] values, TableForm form)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public E[] Values { get; } = values;

    public TableForm Form { get; } = form;

    public E this[int row, int column] =>
        Values[((Form.HasRows ? row : 0) * (Form.HasColumns ? Columns : 1)) + (Form.HasColumns ? column : 0)];

    /// <summary>The table whose rows are this one's columns.</summary>
    public Table<E> Transposed()
    {
        var values = new E[Values.Length];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                values[(j * Rows) + i] = Values[(i * Columns) + j];
            }
        }

        return new Table<E>(Columns, Rows, values, new TableForm(Form.HasColumns, Form.HasRows));
    }

    /// <summary>One row as a line.</summary>
    public Table<E> Row(int index) =>
        new(1, Columns, Values.AsSpan(index * Columns, Columns).ToArray(), TableForm.Row);

    public Table<R> Map<R>(Func<E, R> f) => new(Rows, Columns, Array.ConvertAll(Values, e => f(e)), Form);
}

/// <summary>The sides that a table has elements of its own for; a number has none.</summary>
internal readonly record struct TableForm(bool HasRows, bool HasColumns)
{
    public static TableForm Number => new(false, false);

    public static TableForm Row => new(false, true);

    public static TableForm Col => new(true, false);

    public static TableForm Mat => new(true, true);
}

/// <summary>Tables made of tables, element by element.</summary>
internal static class Table
{
    /// <summary>A number, which meets every element.</summary>
    public static Table<double> Number(Scalar x) => new(1, 1, [x.Value], TableForm.Number);

    public static Table<E> Filled<E>(int rows, int columns, E value, TableForm form)
    {
        var values = new E[rows * columns];
        Array.Fill(values, value);
        return new Table<E>(rows, columns, values, form);
    }

    public static Table<R> Map<A, B, R>(Table<A> a, Table<B> b, Func<A, B, R> f)
    {
        (int rows, int columns, TableForm form) = Join(Shape.Of(a), Shape.Of(b));
        return Build(rows, columns, form, (i, j) => f(a[i, j], b[i, j]));
    }

    public static Table<R> Map<A, B, C, R>(Table<A> a, Table<B> b, Table<C> c, Func<A, B, C, R> f)
    {
        (int rows, int columns, TableForm form) = Join(Join(Shape.Of(a), Shape.Of(b)), Shape.Of(c));
        return Build(rows, columns, form, (i, j) => f(a[i, j], b[i, j], c[i, j]));
    }

    public static Table<R> Build<R>(int rows, int columns, TableForm form, Func<int, int, R> f)
    {
        var values = new R[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                values[(i * columns) + j] = f(i, j);
            }
        }

        return new Table<R>(rows, columns, values, form);
    }

    private static (int Rows, int Columns, TableForm Form) Join(
        (int Rows, int Columns, TableForm Form) a, (int Rows, int Columns, TableForm Form) b)
    {
        bool fits = (!a.Form.HasRows || !b.Form.HasRows || a.Rows == b.Rows)
            && (!a.Form.HasColumns || !b.Form.HasColumns || a.Columns == b.Columns);
        return fits
            ? (a.Form.HasRows ? a.Rows : b.Rows,
                a.Form.HasColumns ? a.Columns : b.Columns,
                new TableForm(a.Form.HasRows || b.Form.HasRows, a.Form.HasColumns || b.Form.HasColumns))
            : throw new ArgumentException(
                $"{Text(a)} and {Text(b)} do not combine.");
    }

    /// <summary>“a 3×4 Mat”.</summary>
    private static string Text((int Rows, int Columns, TableForm Form) x) => (x.Form.HasRows, x.Form.HasColumns) switch
    {
        (true, true) => $"a {x.Rows}×{x.Columns} Mat",
        (true, false) => $"a Col of {x.Rows} elements",
        (false, true) => $"a Row of {x.Columns} elements",
        _ => "a number",
    };
}
