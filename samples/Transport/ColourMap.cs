using Numerics;
using static Numerics.Functions;

namespace TransportSample;

/// <summary>Where a transport plan sends points that it has not seen: a rule of the sample's own.</summary>
public static partial class ColourMap
{
    /// <summary>T(x) = Σⱼ wⱼ(x)·yⱼ, the weights a soft-max of (gⱼ − |x − yⱼ|²)/ε + log bⱼ: on the plan's own points
    /// its barycentres, and as smooth between them.</summary>
    /// <param name="x">The points to send.</param>
    /// <param name="y">The plan's targets.</param>
    /// <param name="potential">g.</param>
    /// <param name="logB">The logarithms of the targets' weights.</param>
    /// <param name="red">The targets' first coordinate.</param>
    /// <param name="green">The second.</param>
    /// <param name="blue">The third.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>The coordinates of T(x).</returns>
    [UpdateRule]
    public static (Col movedRed, Col movedGreen, Col movedBlue) Send(
        Points x, Points y, Row potential, Row logB, Row red, Row green, Row blue, [Above(0)] double epsilon)
    {
        Mat exponent = (potential - SquaredDistance(x, y)) / epsilon + logB;
        Mat terms = Exp(exponent - MaxRows(exponent));
        Col total = SumRows(terms);
        return (Dot(terms, red) / total, Dot(terms, green) / total, Dot(terms, blue) / total);
    }
}
