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
    public void Agrees_with_arbitrary_precision(string function, double x, double high, double low)
    {
        DoubleDouble actual = function switch
        {
            "Exp" => DoubleDouble.Exp(x, 0),
            "Expm1" => DoubleDouble.Expm1(x),
            _ => DoubleDouble.Log1p(x),
        };
        DoubleDouble difference = actual - new DoubleDouble(high, low);
        Assert.True(Math.Abs(difference.High / high) < Tolerance, $"{function}({x}): {difference.High / high}");
    }
}
