namespace Numerics.Tests.Lanes;

/// <summary>The reference itself, against forty digits from another program's arbitrary precision.</summary>
public sealed class DoubleDoubleTests
{
    /// <summary>Far below 2⁻⁵³: what the reference must be good for.</summary>
    private const double Tolerance = 1e-28;

    [Theory]
    [InlineData("Exp", -20.5, 1.2501528663867426e-09, 6.448235878237776e-26)]
    [InlineData("Exp", -0.3, 0.7408182206817179, -1.805530505953e-18)]
    [InlineData("Exp", 1e-05, 1.00001000005, 9.70188425858504e-17)]
    [InlineData("Exp", 0.7, 2.0137527074704766, -2.0058243549764793e-16)]
    [InlineData("Exp", 33.25, 275607811973959.38, -0.015070905612898963)]
    [InlineData("Expm1", -3.5, -0.9698026165776815, 2.0689080689883753e-17)]
    [InlineData("Expm1", -1e-09, -9.999999995e-10, -7.477230737177921e-26)]
    [InlineData("Expm1", 0.25, 0.2840254166877415, -2.133257464457841e-17)]
    [InlineData("Expm1", 0.49, 0.632316219955379, -5.519520269074642e-17)]
    [InlineData("Expm1", 5.5, 243.69193226422038, 4.129320187450839e-15)]
    [InlineData("Log1p", -0.96875, -3.4657359027997265, -4.930038229799327e-18)]
    [InlineData("Log1p", -0.25, -0.2876820724517809, -2.607160616442564e-17)]
    [InlineData("Log1p", 1e-12, 9.999999999995e-13, 2.4217940103012377e-29)]
    [InlineData("Log1p", 0.09375, 0.08961215868968714, -5.4268129336647135e-18)]
    [InlineData("Log1p", 0.5, 0.4054651081081644, -2.8811380259626426e-18)]
    [InlineData("Log1p", 12.5, 2.6026896854443837, 3.7737522199038065e-17)]
    [InlineData("Log1p", 1000000000.0, 20.72326583794641, 6.276142870575942e-16)]
    [InlineData("Log", 0.9999999, -1.0000000494736474e-07, -5.529865283193222e-24)]
    [InlineData("Log", 0.75, -0.2876820724517809, -2.607160616442564e-17)]
    [InlineData("Log", 1e+300, 690.7755278982137, 2.3747660028800243e-14)]
    [InlineData("Log", 5e-320, -735.2178029785398, -1.1864181232543711e-14)]
    [InlineData("Sqrt", 2.0, 1.4142135623730951, -9.667293313452913e-17)]
    [InlineData("Sqrt", 12345.678, 111.11110655555547, -4.3594669324288495e-15)]
    [InlineData("ReciprocalSqrt", 1e-200, 1e+100, -6.953022309301297e+82)]
    [InlineData("ReciprocalSqrt", 7.25, 0.3713906763541037, 4.813847425179874e-18)]
    [InlineData("Tanh", -1e-09, -1e-09, 3.3333333333333338e-28)]
    [InlineData("Tanh", 0.25, 0.24491866240370913, -1.6036228849882693e-18)]
    [InlineData("Tanh", -3.0, -0.9950547536867305, 1.2991892863562624e-17)]
    [InlineData("Tanh", 19.5, 1.0, -2.3096448346031572e-17)]
    [InlineData("Sigmoid", -30.0, 9.357622968839299e-14, 8.837142511495094e-31)]
    [InlineData("Sigmoid", 1e-05, 0.5000025, -3.721113888476053e-17)]
    [InlineData("Sigmoid", 40.0, 1.0, -4.248354255291589e-18)]
    [InlineData("Softplus", -30.0, 9.357622968839737e-14, -6.166501881941325e-31)]
    [InlineData("Softplus", 2.0, 2.1269280110429727, -1.9177224164009852e-16)]
    [InlineData("Softplus", 50.0, 50.0, 1.9287498479639178e-22)]
    [InlineData("Sin", 1e-09, 1e-09, -1.6666666666666669e-28)]
    [InlineData("Sin", 0.75, 0.6816387600233341, 4.410467313197903e-17)]
    [InlineData("Sin", -3.0, -0.1411200080598672, -8.577269787017502e-18)]
    [InlineData("Sin", 1000000000.5, 0.8807272059732143, 1.5767302074813963e-17)]
    [InlineData("Sin", 710.0, 6.0288706691585265e-05, 9.53674283505903e-22)]
    [InlineData("Cos", 1e-09, 1.0, -5e-19)]
    [InlineData("Cos", 0.75, 0.7316888688738209, -1.0475824306512768e-17)]
    [InlineData("Cos", 11.0, 0.004425697988050785, 3.2449142686784373e-19)]
    [InlineData("Cos", 1000000000.5, 0.47362388945091793, -7.027697523260692e-18)]
    [InlineData("Cos", 1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33)]
    [InlineData("Atan", 1e-09, 1e-09, -3.3333333333333338e-28)]
    [InlineData("Atan", 0.25, 0.24497866312686414, 1.0698755618734451e-17)]
    [InlineData("Atan", -1.0, -0.7853981633974483, -3.061616997868383e-17)]
    [InlineData("Atan", 2.5, 1.1902899496825317, 7.683333629842069e-17)]
    [InlineData("Atan", 10000000000.0, 1.5707963266948965, 6.950637705727703e-17)]
    public void Agrees_with_arbitrary_precision(string function, double x, double high, double low)
    {
        DoubleDouble actual = function switch
        {
            "Exp" => DoubleDouble.Exp(x, 0),
            "Expm1" => DoubleDouble.Expm1(x),
            "Log1p" => DoubleDouble.Log1p(x),
            "Log" => DoubleDouble.Log(x),
            "Sqrt" => DoubleDouble.Sqrt(x),
            "ReciprocalSqrt" => DoubleDouble.ReciprocalSqrt(x),
            "Tanh" => DoubleDouble.Tanh(x),
            "Sigmoid" => DoubleDouble.Sigmoid(x),
            "Sin" => DoubleDouble.Sin(x),
            "Cos" => DoubleDouble.Cos(x),
            "Atan" => DoubleDouble.Atan(x),
            _ => DoubleDouble.Softplus(x),
        };
        AssertNear($"{function}({x})", actual, new DoubleDouble(high, low));
    }

    [Theory]
    [InlineData(1.5, 100.5, 4.9793371709318016e+17, 28.794804832878512)]
    [InlineData(0.001, -0.3, 7.943282347242814, 3.4973744405575894e-16)]
    [InlineData(-2.5, 3.0, -15.625, 0)]
    [InlineData(0.9999, 5000.0, 0.6065154956247782, 3.6346250762394725e-17)]
    public void Powers_agree_with_arbitrary_precision(double x, double y, double high, double low) =>
        AssertNear($"{x} to the {y}", DoubleDouble.Pow(x, y), new DoubleDouble(high, low));

    private static void AssertNear(string what, DoubleDouble actual, DoubleDouble exact)
    {
        double error = (actual - exact).High / exact.High;
        Assert.True(Math.Abs(error) < Tolerance, $"{what}: {error}");
    }
}
