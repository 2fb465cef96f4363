namespace Numerics;

/// <summary>An array, or a number, with how it came about: what Vec, Row, Col, Mat and Scalar are while something is differentiated.</summary>
/// <remarks>Few operations, each with its adjoint made of the same few, so that derivatives have derivatives: functions of elements,
/// a choice, and two that move elements, <see cref="Gather"/> and <see cref="Scatter"/>, each the other's adjoint. All reductions, views,
/// transposes and broadcasts are made of them.</remarks>
internal sealed class Traced
{
    private readonly double[]? _low;

    private Traced(Table<double> table, double[]? low) => (Table, _low) = (table, low);

    /// <summary>The values.</summary>
    public Table<double> Table { get; }

    /// <summary>The values for code that does not go on with a derivative.</summary>
    /// <exception cref="NotSupportedException">They belong to a function that is being differentiated.</exception>
    public Table<double> Plain => Trace is null ? Table : throw new NotSupportedException(
        "This has no derivative: a function that is differentiated neither compacts a matrix nor measures distances between its points.");

    /// <summary>The low parts of the values, where they have such.</summary>
    public double[]? Low => _low;

    /// <summary>What the values were made of; null where they do not depend on anything that is differentiated by.</summary>
    public Trace? Trace { get; private set; }

    public static implicit operator Traced(double number) => Constant(Numerics.Table.Number(number));

    public static Traced operator -(Traced x) => x.Apply(ElementFunctions.Negate);

    public static Traced operator +(Traced a, Traced b) => a.Apply(ElementFunctions.Add, b);

    public static Traced operator -(Traced a, Traced b) => a.Apply(ElementFunctions.Subtract, b);

    public static Traced operator *(Traced a, Traced b) => a.Apply(ElementFunctions.Multiply, b);

    public static Traced operator /(Traced a, Traced b) => a.Apply(ElementFunctions.Divide, b);

    public static Table<bool> operator <(Traced a, Traced b) => Numerics.Table.Map(a.Table, b.Table, (x, y) => x < y);

    public static Table<bool> operator >(Traced a, Traced b) => b < a;

    public static Traced Constant(Table<double> table, double[]? low = null) => new(table, low);

    /// <summary>A line without a form of its own.</summary>
    public static Traced Line(double[] values, double[]? low = null) => new(new Table<double>(1, values.Length, values, TableForm.Row), low);

    /// <summary>Values that change linearly with their operands.</summary>
    /// <param name="table">The values.</param>
    /// <param name="operands">What they are made of.</param>
    /// <param name="pullback">The operands' adjoints by the values'.</param>
    /// <param name="low">The low parts.</param>
    public static Traced Made(Table<double> table, Traced[] operands, Func<Traced, Traced[]> pullback, double[]? low = null)
    {
        var result = new Traced(table, low);
        result.Trace = Tape.TryRecord(operands, pullback);
        return result;
    }

    /// <summary>The same values as a new variable. What the values were made of is reached through it.</summary>
    public Traced AsVariable()
    {
        var variable = new Traced(Table, _low);
        variable.Trace = Tape.Variable(this);
        return variable;
    }

    /// <summary>The values alone.</summary>
    public Traced Forget() => Trace is null ? this : new Traced(Table, _low);

    /// <summary>Another number that changes as this one does.</summary>
    public Traced Showing(double number) => Made(Numerics.Table.Number(number), [this], adjoint => [adjoint]);

    public Traced Zeros() => Constant(new Table<double>(Table.Rows, Table.Columns, new double[Table.Values.Length], Table.Form));

    public Table<bool> Is(Func<double, bool> holds) => Table.Map(holds);

    /// <summary>A function of each element.</summary>
    public Traced Apply(ElementFunction f)
    {
        Traced? result = null;
        return result = _low is null
            ? Made(Table.Map(f.Plain), [this], Pullback)
            : Wide(Table, (i, j) => f.Wide(At(i, j)), [this], Pullback);

        Traced[] Pullback(Traced adjoint) => [adjoint * f.Slope(this, result!)];
    }

    /// <summary>A function of each pair of elements; what has no elements of its own along a side is the same all along it.</summary>
    public Traced Apply(ElementFunction2 f, Traced other)
    {
        Traced? result = null;
        Table<double> values = Numerics.Table.Map(Table, other.Table, f.Plain);
        return result = _low is null && other._low is null
            ? Made(values, [this, other], Pullback)
            : Wide(values, (i, j) => f.Wide(At(i, j), other.At(i, j)), [this, other], Pullback);

        Traced[] Pullback(Traced adjoint) =>
            [(adjoint * f.First(this, other, result!)).SumTo(this), (adjoint * f.Second(this, other, result!)).SumTo(other)];
    }

    /// <summary>this·y + z, rounded once.</summary>
    public Traced FusedMultiplyAdd(Traced y, Traced z)
    {
        Table<double> values = Numerics.Table.Map(Table, y.Table, z.Table, Functions.FusedMultiplyAdd);
        return _low is null && y._low is null && z._low is null
            ? Made(values, [this, y, z], Pullback)
            : Wide(values, (i, j) => DoubleDouble.FusedMultiplyAdd(At(i, j), y.At(i, j), z.At(i, j)), [this, y, z], Pullback);

        Traced[] Pullback(Traced adjoint) => [(adjoint * y).SumTo(this), (adjoint * this).SumTo(y), adjoint.SumTo(z)];
    }

    /// <summary>a where the mask holds, else b; with the mask's elements, and those of a and b.</summary>
    public static Traced Where(Table<bool> mask, Traced a, Traced b)
    {
        Table<double> values = Numerics.Table.Map(mask, a.Table, b.Table, (m, x, y) => m ? x : y);
        return a._low is null && b._low is null
            ? Made(values, [a, b], Pullback)
            : Wide(values, (i, j) => mask[i, j] ? a.At(i, j) : b.At(i, j), [a, b], Pullback);

        Traced[] Pullback(Traced adjoint) => [Where(mask, adjoint, 0).SumTo(a), Where(mask, 0, adjoint).SumTo(b)];
    }

    /// <summary>Element k is this one's element places[k]; 0 where that is negative.</summary>
    public Traced Gather(int rows, int columns, TableForm form, int[] places)
    {
        double[] Taken(double[] values) => Array.ConvertAll(places, p => p < 0 ? 0 : values[p]);
        return Made(
            new Table<double>(rows, columns, Taken(Table.Values), form),
            [this],
            adjoint => [adjoint.Scatter(Table.Rows, Table.Columns, Table.Form, places)],
            _low is null ? null : Taken(_low));
    }

    /// <summary>The sums of the elements k that go to the same place; one whose place is negative goes nowhere.</summary>
    public Traced Scatter(int rows, int columns, TableForm form, int[] places)
    {
        double[] sums = new double[rows * columns];
        double[] lows = new double[sums.Length];
        for (int k = 0; k < places.Length; k++)
        {
            if (places[k] is >= 0 and int p)
            {
                (sums[p], lows[p]) = DoubleDouble.Add(new(sums[p], lows[p]), new(Table.Values[k], _low is null ? 0 : _low[k]));
            }
        }

        return Made(
            new Table<double>(rows, columns, sums, form),
            [this],
            adjoint => [adjoint.Gather(Table.Rows, Table.Columns, Table.Form, places)],
            _low is null ? null : lows);
    }

    /// <summary>The same elements in another shape.</summary>
    public Traced Reshape(int rows, int columns, TableForm form) =>
        Gather(rows, columns, form, [.. Enumerable.Range(0, Table.Values.Length)]);

    public Traced Transposed()
    {
        (int rows, int columns) = (Table.Rows, Table.Columns);
        int[] places = [.. Enumerable.Range(0, rows * columns).Select(k => ((k % rows) * columns) + (k / rows))];
        return Gather(columns, rows, new TableForm(Table.Form.HasColumns, Table.Form.HasRows), places);
    }

    /// <summary>One element.</summary>
    public Traced At(int place) => Gather(1, 1, TableForm.Number, [place]);

    public Traced Slice(int start, int count) => Gather(1, count, TableForm.Row, [.. Enumerable.Range(start, count)]);

    /// <summary>A row of a matrix.</summary>
    public Traced Row(int index) => Slice(index * Table.Columns, Table.Columns);

    /// <summary>The elements, one of them replaced.</summary>
    public Traced With(int place, Traced value)
    {
        bool[] here = new bool[Table.Values.Length];
        here[place] = true;
        return Where(new Table<bool>(Table.Rows, Table.Columns, here, Table.Form), value, this);
    }

    /// <summary>Numbers as a line, one for each row.</summary>
    public static Traced Column(Traced[] numbers) => Made(
        new Table<double>(numbers.Length, 1, [.. numbers.Select(n => n.Table.Values[0])], TableForm.Col),
        numbers,
        adjoint => [.. Enumerable.Range(0, numbers.Length).Select(i => adjoint.At(i))]);

    /// <summary>The product of matrices.</summary>
    public Traced Product(Traced other)
    {
        Table<double> product = Numerics.Table.Build(Table.Rows, other.Table.Columns, TableForm.Mat, (i, j) =>
        {
            DoubleDouble sum = 0;
            for (int k = 0; k < Table.Columns; k++)
            {
                sum = DoubleDouble.Add(sum, Table[i, k] * other.Table[k, j]);
            }

            return sum.High;
        });
        return Made(product, [this, other], adjoint => [adjoint.Product(other.Transposed()), Transposed().Product(adjoint)]);
    }

    /// <summary>Σ of all elements.</summary>
    public Traced Sum() => Scatter(1, 1, TableForm.Number, new int[Table.Values.Length]);

    /// <summary>The sums over the sides that another array has no elements of its own for.</summary>
    public Traced SumTo(Traced like)
    {
        Table<double> to = like.Table;
        if (to.Form == Table.Form)
        {
            return this;
        }

        int[] places = new int[Table.Values.Length];
        int width = Table.Form.HasColumns ? Table.Columns : 1;
        for (int k = 0; k < places.Length; k++)
        {
            (int i, int j) = (to.Form.HasRows ? k / width : 0, to.Form.HasColumns ? k % width : 0);
            places[k] = (i * (to.Form.HasColumns ? to.Columns : 1)) + j;
        }

        return Scatter(to.Rows, to.Columns, to.Form, places);
    }

    /// <summary>A number chosen of the elements. Those that equal it share its change.</summary>
    public Traced Chosen(double value)
    {
        Table<bool> hit = Table.Map(e => e == value);
        double share = 1.0 / hit.Values.Count(h => h);
        Traced shares = Constant(hit.Map(h => h ? share : double.IsNaN(value) ? double.NaN : 0));
        return Made(Numerics.Table.Number(value), [this], adjoint => [adjoint * shares]);
    }

    private static Traced Wide(
        Table<double> like, Func<int, int, DoubleDouble> element, Traced[] operands, Func<Traced, Traced[]> pullback)
    {
        Table<DoubleDouble> values = Numerics.Table.Build(like.Rows, like.Columns, like.Form, element);
        return Made(values.Map(e => e.High), operands, pullback, values.Map(e => e.Low).Values);
    }

    private DoubleDouble At(int row, int column)
    {
        int k = ((Table.Form.HasRows ? row : 0) * (Table.Form.HasColumns ? Table.Columns : 1)) + (Table.Form.HasColumns ? column : 0);
        return new(Table.Values[k], _low is null ? 0 : _low[k]);
    }
}
