namespace Numerics;

/// <content>The functions of elements over rows, columns and matrices.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Abs(double)"/>
    public static S Abs<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Abs);

    /// <inheritdoc cref="Sign(double)"/>
    public static S Sign<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Sign);

    /// <inheritdoc cref="Sqrt(double)"/>
    public static S Sqrt<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Sqrt);

    /// <inheritdoc cref="ReciprocalSqrt(double)"/>
    public static S ReciprocalSqrt<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.ReciprocalSqrt);

    /// <inheritdoc cref="Square(double)"/>
    public static S Square<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Square);

    /// <inheritdoc cref="Exp(double)"/>
    public static S Exp<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Exp);

    /// <inheritdoc cref="Expm1(double)"/>
    public static S Expm1<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Expm1);

    /// <inheritdoc cref="Log(double)"/>
    public static S Log<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Log);

    /// <inheritdoc cref="Log1p(double)"/>
    public static S Log1p<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Log1p);

    /// <inheritdoc cref="Tanh(double)"/>
    public static S Tanh<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Tanh);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static S Sigmoid<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Sigmoid);

    /// <inheritdoc cref="Softplus(double)"/>
    public static S Softplus<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Softplus);

    /// <inheritdoc cref="Sin(double)"/>
    public static S Sin<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Sin);

    /// <inheritdoc cref="Cos(double)"/>
    public static S Cos<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Cos);

    /// <inheritdoc cref="Atan(double)"/>
    public static S Atan<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Atan);

    /// <inheritdoc cref="Cube(double)"/>
    public static S Cube<S, M>(Shaped<S, M> x)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Map(ElementFunctions.Cube);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static S Pow<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static S Pow<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static S Pow<S, M>(Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Mat x, Row y) => Mat.Meet(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Mat x, Col y) => Mat.Meet(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Row x, Mat y) => Mat.Meet(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Mat Pow(Col x, Mat y) => Mat.Meet(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Min(double, double)"/>
    public static S Min<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static S Min<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static S Min<S, M>(Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Mat x, Row y) => Mat.Meet(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Mat x, Col y) => Mat.Meet(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Row x, Mat y) => Mat.Meet(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Mat Min(Col x, Mat y) => Mat.Meet(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Max(double, double)"/>
    public static S Max<S, M>(Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static S Max<S, M>(Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static S Max<S, M>(Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        Shaped<S, M>.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Mat x, Row y) => Mat.Meet(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Mat x, Col y) => Mat.Meet(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Row x, Mat y) => Mat.Meet(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Mat Max(Col x, Mat y) => Mat.Meet(x, y, ElementFunctions.Max);

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
        Min(Max(x, minimum), maximum);

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static S FusedMultiplyAdd<S, M>(Shaped<S, M> x, Shaped<S, M> y, Shaped<S, M> z)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Make(x.Traced.FusedMultiplyAdd(y.Traced, z.Traced));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Traced.Where(mask.Table, x.Traced, y.Traced));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Shaped<S, M> x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Traced.Where(mask.Table, x.Traced, y.Traced));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Scalar x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Traced.Where(mask.Table, x.Traced, y.Traced));

    /// <summary>x where the mask holds, else y.</summary>
    public static S Select<S, M>(ShapedMask<S, M> mask, Scalar x, Scalar y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        mask.MakeNumbers(Traced.Where(mask.Table, x.Traced, y.Traced));

    /// <summary>x if the mask holds, else y, as a whole.</summary>
    public static S Select<S, M>(ScalarMask mask, Shaped<S, M> x, Shaped<S, M> y)
        where S : Shaped<S, M>
        where M : ShapedMask<S, M> =>
        x.Make(Traced.Where(Table.Filled(1, 1, mask.Value, TableForm.Number), x.Traced, y.Traced));

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
