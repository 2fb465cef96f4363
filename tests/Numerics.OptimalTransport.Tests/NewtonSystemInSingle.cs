using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>The kernels of a Newton step in <c>float</c> on a problem whose numbers <c>float</c> has.</summary>
internal sealed class NewtonSystemInSingle(Problem problem, double epsilon)
{
    private const int MostHalvings = 10;

    private readonly float[] _a = Problem.Narrow(problem.A);
    private readonly float[] _b = Problem.Narrow(problem.B);
    private readonly float[] _cost = Problem.Narrow(problem.Cost);

    public float[] F { get; } = new float[problem.Rows];

    public float[] G { get; } = new float[problem.Columns];

    public float[] Df { get; } = new float[problem.Rows];

    public float[] Dg { get; } = new float[problem.Columns];

    public float[] Sent { get; } = new float[problem.Rows];

    public float[] Received { get; } = new float[problem.Columns];

    public float[] LogA { get; } = Array.ConvertAll(Problem.Narrow(problem.A), MathF.Log);

    public float[] LogB { get; } = Array.ConvertAll(Problem.Narrow(problem.B), MathF.Log);

    public double Error { get; private set; }

    /// <summary>The gradient (a − P1; b − Pᵀ1) at the last trial.</summary>
    public double[] Gradient =>
        [.. problem.A.Zip(Sent, (a, p) => a - p), .. problem.B.Zip(Received, (b, p) => b - p)];

    private ReadOnlyTensorSpan<float> Cost => new(_cost, [problem.Rows, problem.Columns], []);

    /// <summary>Goes from (F, G) along (Df, Dg).</summary>
    public (double Error, double Dual, double Mass) Trial(double alpha)
    {
        (double error, double dual, double mass) = NewtonStep.Trial(
            [.. F], [.. G], Df, Dg, Cost, _a, _b, LogA, LogB, F, G, Sent, Received, alpha, epsilon);
        Error = error;
        return (error, dual, mass);
    }

    /// <summary>Goes to potentials, rounded.</summary>
    public void Go(double[] f, double[] g)
    {
        Problem.Narrow(f).CopyTo(F, 0);
        Problem.Narrow(g).CopyTo(G, 0);
        Array.Clear(Df);
        Array.Clear(Dg);
        Trial(0);
    }

    public (double Slope, long Rounds, long Entries) Direction(int kept, int capacity)
    {
        (double slope, long rounds, long entries) = NewtonStep.Direction(
            F, G, Cost, _a, _b, LogA, LogB, Sent, Received, Df, Dg, kept, capacity, epsilon, 1e-6,
            2 * (F.Length + G.Length));
        return (slope, rounds, entries);
    }

    /// <summary>Goes along the direction, half as far until the error falls; false where it never does.</summary>
    public bool Search()
    {
        (float[] f, float[] g, double before) = ([.. F], [.. G], Error);
        double alpha = 1;
        for (int i = 0; i < MostHalvings; i++, alpha /= 2)
        {
            f.CopyTo(F, 0);
            g.CopyTo(G, 0);
            if (Trial(alpha).Error < before)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The kernels in <c>double</c> at the same potentials.</summary>
    public NewtonSystem InDouble()
    {
        var system = new NewtonSystem(problem, epsilon);
        system.GoTo(Problem.Widen(F), Problem.Widen(G));
        return system;
    }
}
