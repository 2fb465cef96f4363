namespace Numerics;

/// <content>Reductions of rows, columns and matrices to one number.</content>
public static partial class Functions
{
    /// <summary>Σ of all elements; 0 of none.</summary>
    public static Scalar Sum<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Sum(Flat(x));

    /// <summary>Σ/n of all elements; NaN of none.</summary>
    public static Scalar Mean<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Mean(Flat(x));

    /// <summary>The least element; NaN if there is one, +∞ of none.</summary>
    public static Scalar Min<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Min(Flat(x));

    /// <summary>The greatest element; NaN if there is one, −∞ of none.</summary>
    public static Scalar Max<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Max(Flat(x));

    /// <summary>√Σx², of a matrix the Frobenius norm; 0 of none. The squares are not scaled.</summary>
    public static Scalar Norm<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Norm(Flat(x));

    /// <summary>Σ|x| of all elements; 0 of none.</summary>
    public static Scalar Norm1<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Norm1(Flat(x));

    /// <summary>max |x| of all elements; NaN if there is one, 0 of none.</summary>
    public static Scalar NormInf<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        NormInf(Flat(x));

    /// <summary>log Σ exp x of all elements, without overflow; −∞ of none.</summary>
    public static Scalar LogSumExp<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        LogSumExp(Flat(x));

    /// <summary>Σ xⱼ·yⱼ; 0 of none.</summary>
    public static Scalar Dot(Row x, Row y) => Sum(x * y);

    /// <summary>Σ xᵢ·yᵢ; 0 of none.</summary>
    public static Scalar Dot(Col x, Col y) => Sum(x * y);

    /// <summary>The number of elements where the mask holds; 0 of none.</summary>
    public static Scalar CountTrue<S, M>(ShapedMask<S, M> mask)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.Table.Values.Count(holds => holds);

    /// <summary>Whether the mask holds anywhere; false of none.</summary>
    public static ScalarMask Any<S, M>(ShapedMask<S, M> mask)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        CountTrue(mask) > 0;

    /// <summary>Whether the mask holds everywhere; true of none.</summary>
    public static ScalarMask All<S, M>(ShapedMask<S, M> mask)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        new(mask.Table.Values.All(holds => holds));

    /// <summary>Whether the mask holds anywhere; false of none.</summary>
    public static ScalarMask Any(Mask mask) => CountTrue(mask) > 0;

    /// <summary>Whether the mask holds everywhere; true of none.</summary>
    public static ScalarMask All(Mask mask) => new(CountTrue(!mask).Value == 0);

    /// <summary>The first position of the least element; of a NaN if there is one; −1 of none.</summary>
    public static Integer ArgMin(Vec x) => First(x, Min(x));

    /// <summary>The first position of the least element; of a NaN if there is one; −1 of none.</summary>
    public static Integer ArgMin(Row x) => First(Flat(x), Min(Flat(x)));

    /// <summary>The first position of the least element; of a NaN if there is one; −1 of none.</summary>
    public static Integer ArgMin(Col x) => First(Flat(x), Min(Flat(x)));

    /// <summary>The first position of the greatest element; of a NaN if there is one; −1 of none.</summary>
    public static Integer ArgMax(Vec x) => First(x, Max(x));

    /// <summary>The first position of the greatest element; of a NaN if there is one; −1 of none.</summary>
    public static Integer ArgMax(Row x) => First(Flat(x), Max(Flat(x)));

    /// <summary>The first position of the greatest element; of a NaN if there is one; −1 of none.</summary>
    public static Integer ArgMax(Col x) => First(Flat(x), Max(Flat(x)));

    /// <summary>The place of the least element, the first row's and in it the first; of a NaN if there is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no elements.</exception>
    public static (Integer Row, Integer Column) ArgMin(Mat x)
    {
        Integer row = ArgMin(MinRows(x));
        return (row, ArgMin(x.Row(row)));
    }

    /// <summary>The place of the greatest element, the first row's and in it the first; of a NaN if there is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no elements.</exception>
    public static (Integer Row, Integer Column) ArgMax(Mat x)
    {
        Integer row = ArgMax(MaxRows(x));
        return (row, ArgMax(x.Row(row)));
    }

    /// <summary>exp(x − max x)/Σ exp(x − max x).</summary>
    public static Vec SoftMax(Vec x)
    {
        Vec shifted = Exp(x - Fixed(Max(x)));
        return shifted / Sum(shifted);
    }

    /// <summary>exp(x − max x)/Σ exp(x − max x).</summary>
    public static Row SoftMax(Row x)
    {
        Row shifted = Exp(x - Fixed(Max(x)));
        return shifted / Sum(shifted);
    }

    /// <summary>exp(x − max x)/Σ exp(x − max x).</summary>
    public static Col SoftMax(Col x)
    {
        Col shifted = Exp(x - Fixed(Max(x)));
        return shifted / Sum(shifted);
    }

    /// <summary>exp(x − max x)/Σ exp(x − max x), over all elements.</summary>
    public static Mat SoftMax(Mat x)
    {
        Mat shifted = Exp(x - Fixed(Max(x)));
        return shifted / Sum(shifted);
    }

    private static Integer First(Vec x, Scalar extreme)
    {
        ReadOnlySpan<double> values = x.AsSpan();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == extreme.Value || double.IsNaN(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static Vec Flat<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> => Vec.FromTraced(x.Traced.Reshape(1, x.Table.Values.Length, TableForm.Row));
}
