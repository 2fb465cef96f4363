using System.Diagnostics;
using System.Globalization;
using Numerics.TestProblems;

// What all derivatives of each of the 68 problems cost, beside the value: objective and constraints alone. The last column is the cost of
// one derivative (gradient, entries of the Jacobian, entries of half the Hessian) in units of the value's.
const int Rounds = 15;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"{"problem",-12}{"derivatives",12}{"value ns",10}{"all ns",10}{"bytes",7}{"each / value",14}");
foreach (TestProblem p in ConstrainedProblems.All)
{
    var costs = new Costs(p);
    (double value, double all) = costs.Measure(Rounds);
    Console.WriteLine(
        $"{p.Name,-12}{costs.Derivatives,12}{value,10:F1}{all,10:F1}{costs.Allocated(),7}{all / value / costs.Derivatives,14:F3}");
}

/// <summary>One problem's functions with their arrays.</summary>
internal sealed class Costs(TestProblem p)
{
    private readonly double[] _x = [.. p.Start];
    private readonly double[] _multipliers = [.. Enumerable.Repeat(1.0, p.Problem.ConstraintCount)];
    private readonly double[] _gradient = new double[p.Start.Count];
    private readonly double[] _c = new double[p.Problem.ConstraintCount];
    private readonly double[] _jacobian = new double[p.Problem.JacobianPattern.EntryCount];
    private readonly double[] _hessian = new double[p.Problem.HessianPattern.EntryCount];

    public int Derivatives => _gradient.Length + _jacobian.Length + _hessian.Length;

    /// <summary>Medians in nanoseconds, of both in turn.</summary>
    public (double Value, double All) Measure(int rounds)
    {
        double[] value = new double[rounds];
        double[] all = new double[rounds];
        Time(Value);
        Time(All);
        for (int r = 0; r < rounds; r++)
        {
            value[r] = Time(Value);
            all[r] = Time(All);
        }

        Array.Sort(value);
        Array.Sort(all);
        return (value[rounds / 2], all[rounds / 2]);
    }

    public long Allocated()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Time(Func<double> call)
    {
        const int Calls = 2000;
        double sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < Calls; k++)
        {
            sum += call();
        }

        double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
        return double.IsNaN(sum) ? throw new InvalidOperationException(sum.ToString(CultureInfo.InvariantCulture)) : elapsed;
    }

    private double Value()
    {
        p.Residuals(_x, _c);
        return p.Value(_x);
    }

    private double All() => p.Problem.Evaluate(_x, _multipliers, _gradient, _c, _jacobian, _hessian);
}
