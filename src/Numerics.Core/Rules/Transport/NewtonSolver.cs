namespace Numerics.Rules;

/// <summary>The Newton stage: steps are folded from where Sinkhorn's iterations end.</summary>
internal sealed class NewtonSolver
{
    /// <summary>The part of the promised gain that a step must have.</summary>
    private const double Armijo = 1e-4;
    private const double ValueRounding = 1e-15;
    private const int MostHalvings = 40;

    /// <summary>A step that lowers the error less keeps twice as many entries in the next.</summary>
    private const double GoodStep = 5;

    /// <summary>A whole step that gains less of what was predicted raises the safe variant's shift; one that gains more than
    /// <see cref="MuchOfPrediction"/> lowers it.</summary>
    private const double LittleOfPrediction = 0.25;
    private const double MuchOfPrediction = 0.75;
    private const double ShiftFactor = 4;

    /// <summary>Room for entries that equal the k-th greatest, at first.</summary>
    private const int RoomForEqual = 2;

    private readonly NewtonCost _cost;
    private readonly Transport<double> _start;
    private readonly SinkhornNewtonOptions _options;
    private readonly Weights<double> _weights;
    private readonly List<TransportProgress> _history;
    private readonly double[] _df;
    private readonly double[] _dg;
    private double _mu;
    private NewtonPoint _at;
    private NewtonPoint _trial;

    public NewtonSolver(NewtonCost cost, Transport<double> start, SinkhornNewtonOptions options)
    {
        (_cost, _start, _options, _weights) = (cost, start, options, start.Plan.Weights);
        _history = [.. start.History];
        _mu = options.Shift;
        (_df, _dg) = (new double[Rows], new double[Columns]);
        (_at, _trial) = (new NewtonPoint(Rows, Columns), new NewtonPoint(Rows, Columns));
    }

    private int Rows => _start.Costs.Rows;

    private int Columns => _start.Costs.Columns;

    /// <summary>Steps until the error is within the tolerance, or no step gains anything.</summary>
    public Transport Solve()
    {
        _start.Plan.F.CopyTo(_trial.F, 0);
        _start.Plan.G.CopyTo(_trial.G, 0);
        _at.Last = _cost.Trial(_trial, _at, _df, _dg, 0);
        long kept = _options.KeptForEach;
        for (int step = 0; step < _options.NewtonSteps && _at.Last.Error > _options.Tolerance * _weights.MassA; step++)
        {
            double before = _at.Last.Error;
            if (!Step(kept))
            {
                break;
            }

            kept = before < GoodStep * _at.Last.Error ? Math.Max(kept, Math.Min(2 * kept, _options.MostForEach)) : kept;
        }

        return Result();
    }

    /// <summary>One Newton step; false where the line search finds none that gains.</summary>
    private bool Step(long keptForEach)
    {
        double slope = Direction(keptForEach * Math.Max(Rows, Columns));
        double alpha = 1;
        for (int i = 0; i < MostHalvings; i++, alpha /= 2)
        {
            _trial.Last = _cost.Trial(_at, _trial, _df, _dg, alpha);
            double least = _at.Last.Dual + (Armijo * alpha * slope) - (ValueRounding * Math.Abs(_at.Last.Dual));
            if (i == 0)
            {
                AdaptShift(slope);
            }

            if (_trial.Last.Dual >= least)
            {
                (_at, _trial) = (_trial, _at);
                double constant = _start.Epsilon * _weights.MassA * _weights.MassB;
                _history.Add(new TransportProgress(_start.Epsilon, _at.Last.Error, _at.Last.Dual + constant));
                return true;
            }
        }

        return false;
    }

    /// <summary>As a trust region: by the gain of the whole step beside the model's, gᵀΔz/2.</summary>
    private void AdaptShift(double slope)
    {
        double ratio = (_trial.Last.Dual - _at.Last.Dual) / (0.5 * slope);
        _mu *= ratio > MuchOfPrediction ? 1 / ShiftFactor : ratio >= LittleOfPrediction ? 1 : ShiftFactor;
    }

    /// <summary>The direction with the k greatest entries, and all that equal the k-th; its product with the
    /// gradient.</summary>
    private double Direction(long k)
    {
        long all = (long)Rows * Columns;
        int kept = (int)Math.Min(Math.Min(k, all), int.MaxValue);
        int capacity = (int)Math.Min(Math.Min(RoomForEqual * k, all), int.MaxValue);
        double shift = _mu * _at.Last.Error / _start.Epsilon;
        (double slope, long entries) = _cost.Direction(_at, _df, _dg, kept, capacity, shift);
        return entries <= capacity || entries > int.MaxValue
            ? slope
            : _cost.Direction(_at, _df, _dg, kept, (int)entries, shift).Slope;
    }

    private Transport<double> Result()
    {
        double error = _at.Last.Error;
        TransportOutcome outcome = error <= _options.Tolerance * _weights.MassA ? TransportOutcome.Converged
            : error <= _start.RoundingFloor ? TransportOutcome.RoundingFloor
            : TransportOutcome.IterationLimit;
        var plan = new Plan<double>(_at.F, _at.G, _weights, _start.Epsilon);
        return new Transport<double>(
            _start.Costs, plan, double.PositiveInfinity, outcome, _at.Last, _start.RoundingFloor, _history);
    }
}
