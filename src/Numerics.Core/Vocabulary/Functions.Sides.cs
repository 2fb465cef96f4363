namespace Numerics;

/// <content>Reductions over the columns of each row, to a Col, and over the rows of each column, to a Row.</content>
public static partial class Functions
{
    /// <summary>Σ of each row; what <see cref="Sum(Vec)"/> gives of it.</summary>
    public static Col SumRows(Mat x) => OverRows(x, row => Sum(row));

    /// <summary>Σ of each column; what <see cref="Sum(Vec)"/> gives of it.</summary>
    public static Row SumColumns(Mat x) => Transpose(SumRows(Transpose(x)));

    /// <summary>Mean of each row; what <see cref="Mean(Vec)"/> gives of it.</summary>
    public static Col MeanRows(Mat x) => OverRows(x, row => Mean(row));

    /// <summary>Mean of each column; what <see cref="Mean(Vec)"/> gives of it.</summary>
    public static Row MeanColumns(Mat x) => Transpose(MeanRows(Transpose(x)));

    /// <summary>Least element of each row; what <see cref="Min(Vec)"/> gives of it.</summary>
    public static Col MinRows(Mat x) => OverRows(x, row => Min(row));

    /// <summary>Least element of each column; what <see cref="Min(Vec)"/> gives of it.</summary>
    public static Row MinColumns(Mat x) => Transpose(MinRows(Transpose(x)));

    /// <summary>Greatest element of each row; what <see cref="Max(Vec)"/> gives of it.</summary>
    public static Col MaxRows(Mat x) => OverRows(x, row => Max(row));

    /// <summary>Greatest element of each column; what <see cref="Max(Vec)"/> gives of it.</summary>
    public static Row MaxColumns(Mat x) => Transpose(MaxRows(Transpose(x)));

    /// <summary>√Σx² of each row; what <see cref="Norm(Vec)"/> gives of it.</summary>
    public static Col NormRows(Mat x) => OverRows(x, row => Norm(row));

    /// <summary>√Σx² of each column; what <see cref="Norm(Vec)"/> gives of it.</summary>
    public static Row NormColumns(Mat x) => Transpose(NormRows(Transpose(x)));

    /// <summary>log Σ exp x, without overflow, of each row; what <see cref="LogSumExp(Vec)"/> gives of it.</summary>
    public static Col LogSumExpRows(Mat x) => OverRows(x, row => LogSumExp(row));

    /// <summary>log Σ exp x, without overflow, of each column; what <see cref="LogSumExp(Vec)"/> gives of it.</summary>
    public static Row LogSumExpColumns(Mat x) => Transpose(LogSumExpRows(Transpose(x)));

    /// <summary>The first position of each row's least element, as numbers; of a NaN if there is one; −1 of none.</summary>
    public static Col ArgMinRows(Mat x) => OverRows(x, row => ArgMin(row));

    /// <summary>The first position of each column's least element, as numbers; of a NaN if there is one; −1 of none.</summary>
    public static Row ArgMinColumns(Mat x) => Transpose(ArgMinRows(Transpose(x)));

    /// <summary>The first position of each row's greatest element, as numbers; of a NaN if there is one; −1 of none.</summary>
    public static Col ArgMaxRows(Mat x) => OverRows(x, row => ArgMax(row));

    /// <summary>The first position of each column's greatest element, as numbers; of a NaN if there is one; −1 of none.</summary>
    public static Row ArgMaxColumns(Mat x) => Transpose(ArgMaxRows(Transpose(x)));

    /// <summary>In each row the number of elements where the mask holds.</summary>
    public static Col CountTrueRows(MatMask mask) => SumRows(Select(mask, 1, 0));

    /// <summary>In each column the number of elements where the mask holds.</summary>
    public static Row CountTrueColumns(MatMask mask) => SumColumns(Select(mask, 1, 0));

    /// <summary>exp(x − m)/Σ exp(x − m) in each row, m its greatest element.</summary>
    public static Mat SoftMaxRows(Mat x)
    {
        Mat shifted = Exp(x - Col.Of(MaxRows(x).Traced.Forget()));
        return shifted / SumRows(shifted);
    }

    /// <summary>exp(x − m)/Σ exp(x − m) in each column, m its greatest element.</summary>
    public static Mat SoftMaxColumns(Mat x) => Transpose(SoftMaxRows(Transpose(x)));

    private static Col OverRows(Mat x, Func<Vec, Scalar> f) => Col.Of(Traced.Column(
        [.. Enumerable.Range(0, x.Rows).Select(i => f(Vec.FromTraced(x.Traced.Row(i))).Traced)]));
}
