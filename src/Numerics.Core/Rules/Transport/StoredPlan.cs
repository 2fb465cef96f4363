using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>A plan that is stored, and factors of its rows and columns: what <see cref="ScalingIteration"/> works
/// on.</summary>
internal sealed class StoredPlan<T>(TransportCost<T> cost, Weights<T> weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _entries = new T[(long)cost.Rows * cost.Columns];
    private readonly T[] _u = new T[cost.Rows];
    private readonly T[] _v = new T[cost.Columns];
    private double _epsilon;

    /// <summary>⟨a, f⟩ + ⟨b, g⟩ of the potentials that were stored.</summary>
    public double Dual { get; private set; }

    /// <summary>Stores the plan of potentials; the factors are 1.</summary>
    public void Store(Plan<T> plan)
    {
        _epsilon = plan.Epsilon;
        Dual = Dot(weights.A, plan.F) + Dot(weights.B, plan.G);
        cost.Store(plan, _entries);
        Array.Fill(_u, T.One);
        Array.Fill(_v, T.One);
    }

    /// <summary>An iteration: the error, what the factors add to the dual value over ε, the mass, and the greatest |log|
    /// of a factor.</summary>
    public (Iterated Iterated, double Greatest) Step()
    {
        ReadOnlySpan<nint> lengths = [cost.Rows, cost.Columns];
        (double error, double gain, double mass, double greatest) = typeof(T) == typeof(float)
            ? ScalingIteration.Step(
                F(_v), new ReadOnlyTensorSpan<float>(F(_entries), lengths, []), F(weights.A), F(weights.B), F(_u))
            : ScalingIteration.Step(
                D(_v), new ReadOnlyTensorSpan<double>(D(_entries), lengths, []), D(weights.A), D(weights.B), D(_u));
        return (new Iterated(error, gain, mass), greatest);
    }

    /// <summary>Puts the factors into potentials.</summary>
    public void Absorb(T[] f, T[] g)
    {
        AddLogarithms(_u, f);
        AddLogarithms(_v, g);
    }

    private void AddLogarithms(T[] factors, T[] potential)
    {
        for (int i = 0; i < factors.Length; i++)
        {
            potential[i] += T.CreateTruncating(_epsilon * Math.Log(double.CreateTruncating(factors[i])));
        }
    }

    private static double Dot(T[] x, T[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] == T.Zero ? 0 : double.CreateTruncating(x[i]) * double.CreateTruncating(y[i]);
        }

        return sum;
    }

    private static float[] F(T[] x) => (float[])(object)x;

    private static double[] D(T[] x) => (double[])(object)x;
}
