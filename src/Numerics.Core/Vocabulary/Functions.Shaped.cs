namespace Numerics;

/// <content>The functions of elements over rows, columns and matrices.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Abs(double)"/>
    public static S Abs<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Abs);

    /// <inheritdoc cref="Sign(double)"/>
    public static S Sign<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Sign);

    /// <inheritdoc cref="Sqrt(double)"/>
    public static S Sqrt<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Sqrt);

    /// <inheritdoc cref="ReciprocalSqrt(double)"/>
    public static S ReciprocalSqrt<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ReciprocalSqrt);

    /// <inheritdoc cref="Square(double)"/>
    public static S Square<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Square);

    /// <inheritdoc cref="Exp(double)"/>
    public static S Exp<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Exp);

    /// <inheritdoc cref="Expm1(double)"/>
    public static S Expm1<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Expm1);

    /// <inheritdoc cref="Log(double)"/>
    public static S Log<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Log);

    /// <inheritdoc cref="Log1p(double)"/>
    public static S Log1p<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Log1p);

    /// <inheritdoc cref="Tanh(double)"/>
    public static S Tanh<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Tanh);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static S Sigmoid<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Sigmoid);

    /// <inheritdoc cref="Softplus(double)"/>
    public static S Softplus<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Softplus);

    /// <inheritdoc cref="Sin(double)"/>
    public static S Sin<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Sin);

    /// <inheritdoc cref="Cos(double)"/>
    public static S Cos<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Cos);

    /// <inheritdoc cref="Atan(double)"/>
    public static S Atan<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Atan);

    /// <inheritdoc cref="Cube(double)"/>
    public static S Cube<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(Cube);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static S Pow<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static S Pow<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static S Pow<S, M>(Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Mat x, Row y) => new(Table.Map(x.Table, y.Table, Pow));

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Mat x, Col y) => new(Table.Map(x.Table, y.Table, Pow));

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Row x, Mat y) => new(Table.Map(x.Table, y.Table, Pow));

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Col x, Mat y) => new(Table.Map(x.Table, y.Table, Pow));

    /// <inheritdoc cref="Min(double, double)"/>
    public static S Min<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static S Min<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static S Min<S, M>(Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Mat x, Row y) => new(Table.Map(x.Table, y.Table, Min));

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Mat x, Col y) => new(Table.Map(x.Table, y.Table, Min));

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Row x, Mat y) => new(Table.Map(x.Table, y.Table, Min));

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Col x, Mat y) => new(Table.Map(x.Table, y.Table, Min));

    /// <inheritdoc cref="Max(double, double)"/>
    public static S Max<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static S Max<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static S Max<S, M>(Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Mat x, Row y) => new(Table.Map(x.Table, y.Table, Max));

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Mat x, Col y) => new(Table.Map(x.Table, y.Table, Max));

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Row x, Mat y) => new(Table.Map(x.Table, y.Table, Max));

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Col x, Mat y) => new(Table.Map(x.Table, y.Table, Max));

    /// <inheritdoc cref="Equal(double, double)"/>
    public static M Equal<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Compare(x, y, Equal);

    /// <inheritdoc cref="Equal(double, double)"/>
    public static M Equal<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Compare(x, y, Equal);

    /// <inheritdoc cref="NotEqual(double, double)"/>
    public static M NotEqual<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Compare(x, y, NotEqual);

    /// <inheritdoc cref="NotEqual(double, double)"/>
    public static M NotEqual<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Compare(x, y, NotEqual);

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static S Clamp<S, M>(Shaped<S, M> x, Scalar minimum, Scalar maximum)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(e => Clamp(e, minimum.Value, maximum.Value));

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static S FusedMultiplyAdd<S, M>(Shaped<S, M> x, Shaped<S, M> y, Shaped<S, M> z)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Make(Table.Map(x.Table, y.Table, z.Table, FusedMultiplyAdd));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Table.Map(mask.Table, x.Table, y.Table, (m, a, b) => m ? a : b));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Table.Map(mask.Table, x.Table, (m, a) => m ? a : y.Value));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Table.Map(mask.Table, y.Table, (m, b) => m ? x.Value : b));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Scalar x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(mask.Table.Map(m => m ? x.Value : y.Value));

    /// <summary>x if the mask holds, else y, as a whole.</summary>
    public static S Select<S, M>(ScalarMask mask, Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, (a, b) => mask.Value ? a : b);

    /// <summary>Where the elements are finite.</summary>
    public static M IsFinite<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.MakeMask(x.Table.Map(double.IsFinite));

    /// <summary>Where the elements are finite.</summary>
    public static Mask IsFinite(Vec x) => Abs(x) < double.PositiveInfinity;

    /// <summary>Whether the number is finite.</summary>
    public static ScalarMask IsFinite(Scalar x) => new(double.IsFinite(x.Value));
}
