namespace Numerics.Testing;

/// <summary>A number with its gradient: forward differentiation, exact to rounding.</summary>
internal sealed class Jet(double value, double[] gradient)
{
    public double Value => value;

    public double[] Gradient => gradient;

    public static Jet Variable(double value, int index, int dimension)
    {
        double[] gradient = new double[dimension];
        gradient[index] = 1;
        return new Jet(value, gradient);
    }

    public static implicit operator Jet(double value) => new(value, []);

    public static Jet operator +(Jet a, Jet b) => new(a.Value + b.Value, Mix(1, a, 1, b));

    public static Jet operator -(Jet a, Jet b) => new(a.Value - b.Value, Mix(1, a, -1, b));

    public static Jet operator -(Jet a) => 0 - a;

    public static Jet operator *(Jet a, Jet b) => new(a.Value * b.Value, Mix(b.Value, a, a.Value, b));

    /// <summary>A whole power.</summary>
    public static Jet operator ^(Jet a, int power)
        => a.Map(Math.Pow(a.Value, power), power * Math.Pow(a.Value, power - 1));

    public static Jet Sin(Jet a) => a.Map(Math.Sin(a.Value), Math.Cos(a.Value));

    public static Jet Cos(Jet a) => a.Map(Math.Cos(a.Value), -Math.Sin(a.Value));

    public static Jet Log(Jet a) => a.Map(Math.Log(a.Value), 1 / a.Value);

    public static Jet Exp(Jet a) => a.Map(Math.Exp(a.Value), Math.Exp(a.Value));

    private Jet Map(double at, double slope) => new(at, Array.ConvertAll(gradient, g => slope * g));

    private static double[] Mix(double a, Jet x, double b, Jet y)
    {
        double[] sum = new double[Math.Max(x.Gradient.Length, y.Gradient.Length)];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = (x.Gradient.Length > 0 ? a * x.Gradient[i] : 0) + (y.Gradient.Length > 0 ? b * y.Gradient[i] : 0);
        }

        return sum;
    }
}
