using System.Numerics;

namespace Numerics.Rules;

/// <summary>Sinkhorn's algorithm on one problem: iterations are folded until the plan is good enough.</summary>
/// <param name="cost">The cost.</param>
/// <param name="weights">The weights.</param>
/// <param name="epsilon">ε.</param>
/// <param name="options">The options.</param>
/// <param name="done">Iterations that led to where this solver starts.</param>
internal sealed class SinkhornSolver<T>(
    TransportCost<T> cost,
    Weights<T> weights,
    double epsilon,
    SinkhornOptions options,
    IEnumerable<TransportProgress> done)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Half a rounding unit of the elements.</summary>
    private static readonly double s_rounding = typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);

    /// <summary>Iterations over which a plan at the floor has to improve.</summary>
    private const int Patience = 50;

    /// <summary>By how much it has to improve in them.</summary>
    private const double Improvement = 0.99;

    /// <summary>The |log| of a factor that is absorbed.</summary>
    private static readonly double s_absorbed = Math.Log(100);

    private readonly List<TransportProgress> _history = [.. done];
    private readonly T[] _f = new T[cost.Rows];
    private T[] _g = new T[cost.Columns];
    private T[] _next = new T[cost.Columns];
    private StoredPlan<T>? _stored;
    private Iterated _last;
    private double _relaxation = 1;

    /// <summary>Roundings of an exponent, in units of max |C|/ε, that the marginal error shows, derived for |g| ≤ 2
    /// max |C|: (gⱼ − Cᵢⱼ)/ε + log bⱼ is off by 2 in its difference and by 2 in its product; the columns' sums are
    /// taken before the update of g and measured after it, which makes two times 4; and g itself is rounded, by
    /// 2.</summary>
    public const double RoundingsOfExponent = 10;

    /// <summary>Runs the stages.</summary>
    /// <param name="start">The columns' potential to begin with; null for zeros.</param>
    public Transport Solve(T[]? start)
    {
        start?.CopyTo(_g, 0);
        (double least, double greatest, double closed) = cost.Bounds(weights);
        double size = Math.Max(Math.Abs(least), Math.Abs(greatest));
        double floor = weights.MassA * RoundingsOfExponent * s_rounding * size / epsilon;
        if (closed > 0)
        {
            Array.Fill(_f, T.NaN);
            Array.Fill(_g, T.NaN);
            return Result(TransportOutcome.Infeasible, floor);
        }

        bool isScaled = options.Scaling > 0 && start is null;
        for (double stage = greatest - least; isScaled && stage > epsilon; stage *= options.Scaling)
        {
            Run(stage, options.StageTolerance * weights.MassA, 0);
        }

        _relaxation = options.Relaxation;
        return Result(Run(epsilon, options.Tolerance * weights.MassA, floor), floor);
    }

    /// <summary>Iterates at one ε, to a marginal error or until rounding stops it at or below the floor.</summary>
    private TransportOutcome Run(double stage, double tolerance, double floor)
    {
        (double best, int since, double dual) = (double.PositiveInfinity, 0, double.NegativeInfinity);
        while (_history.Count < options.MaximumIterations)
        {
            _last = cost.Step(_f, _g, _next, weights, new Regularisation(stage, options.MarginalStrength), _relaxation);
            double value = _last.Dual + (stage * weights.MassA * weights.MassB);
            _history.Add(new TransportProgress(stage, _last.Error, value));
            if (_last.Error <= tolerance)
            {
                return TransportOutcome.Converged;
            }

            since = _last.Error < Improvement * best ? 0 : since + 1;
            best = Math.Min(best, _last.Error);
            if (_last.Error <= floor && since > Patience)
            {
                return TransportOutcome.RoundingFloor;
            }

            _relaxation = value < dual ? 1 + ((_relaxation - 1) / 2) : _relaxation;
            dual = value;
            (_g, _next) = (_next, _g);
            if (options.IsOnStoredPlan)
            {
                RunOnStoredPlan(stage, tolerance);
            }
        }

        return TransportOutcome.IterationLimit;
    }

    /// <summary>Iterates on the stored plan until its factors have to be absorbed, or the error looks small enough: the
    /// next iteration in the log domain has the last word.</summary>
    private void RunOnStoredPlan(double stage, double tolerance)
    {
        _stored ??= new StoredPlan<T>(cost, weights);
        _stored.Store(new Plan<T>(_f, _g, weights, stage));
        double constant = _stored.Dual + (stage * weights.MassA * weights.MassB);
        (double best, int since, bool goesOn) = (double.PositiveInfinity, 0, true);
        while (goesOn && _history.Count < options.MaximumIterations - 1)
        {
            (Iterated iterated, double greatest) = _stored.Step();
            if (!double.IsFinite(greatest))
            {
                return;
            }

            double value = constant + (stage * (iterated.Dual - iterated.Mass));
            _history.Add(new TransportProgress(stage, iterated.Error, value));
            since = iterated.Error < Improvement * best ? 0 : since + 1;
            best = Math.Min(best, iterated.Error);
            goesOn = iterated.Error > tolerance && greatest < s_absorbed && since <= Patience;
        }

        _stored.Absorb(_f, _g);
    }

    private Transport Result(TransportOutcome outcome, double floor) => new Transport<T>(
        cost, new Plan<T>(_f, _g, weights, epsilon), options.MarginalStrength, outcome, _last, floor, _history);
}
