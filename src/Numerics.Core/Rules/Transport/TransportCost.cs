using System.Numerics;

namespace Numerics.Rules;

/// <summary>A cost, stored or of point clouds, and the rules that read it.</summary>
internal abstract class TransportCost<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the kernels are those of <c>float</c>, not of <c>double</c>.</summary>
    protected static bool IsSingle => typeof(T) == typeof(float);

    public abstract int Rows { get; }

    public abstract int Columns { get; }

    /// <summary>The least and the greatest finite cost; rows and columns with weight that have nobody to send
    /// to.</summary>
    public abstract (double Least, double Greatest, double Closed) Bounds(Weights<T> weights);

    /// <summary><c>SinkhornIteration.Step</c>.</summary>
    public abstract Iterated Step(T[] f, T[] g, T[] next, Weights<T> weights, in Regularisation by, double relaxation);

    /// <summary><c>TransportRules.Average</c>; the change of the potential.</summary>
    public abstract double Average(T[] f, T[] next, Weights<T> weights, in Regularisation by);

    public abstract double Value(Plan<T> plan);

    public abstract void Apply(Plan<T> plan, T[] v, T[] result);

    public abstract void ApplyTransposed(Plan<T> plan, T[] u, T[] result);

    public abstract void Store(Plan<T> plan, T[] result);

    /// <summary>The same cost in <c>double</c>.</summary>
    public abstract TransportCost<double> Widened();

    protected static float[] F(T[] x) => (float[])(object)x;

    protected static double[] D(T[] x) => (double[])(object)x;
}

/// <summary>ε, and τ of the marginals.</summary>
internal readonly record struct Regularisation(double Epsilon, double Strength);

/// <summary>What an iteration measures, of the plan of the new f and the old g.</summary>
internal readonly record struct Iterated(double Error, double Dual, double Mass);

/// <summary>Potentials with their problem's weights and ε: a plan.</summary>
internal sealed record Plan<T>(T[] F, T[] G, Weights<T> Weights, double Epsilon)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The weights of both sides and their logarithms.</summary>
internal sealed class Weights<T>(T[] a, T[] b)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T[] A { get; } = a;

    public T[] B { get; } = b;

    public T[] LogA { get; } = Array.ConvertAll(a, T.Log);

    public T[] LogB { get; } = Array.ConvertAll(b, T.Log);

    public double MassA { get; } = Sum(a);

    public double MassB { get; } = Sum(b);

    private static double Sum(T[] x)
    {
        double sum = 0;
        foreach (T e in x)
        {
            sum += double.CreateTruncating(e);
        }

        return sum;
    }
}
