using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>The Newton stage: steps are folded from where Sinkhorn's iterations end.</summary>
internal sealed class NewtonSolver
{
    /// <summary>The residual of conjugate gradients, and of a line search that has to gain nothing but what it
    /// promises.</summary>
    private const double Residual = 1e-12;
    private const double Armijo = 1e-4;
    private const double ValueRounding = 1e-15;
    private const int MostHalvings = 40;

    /// <summary>A step that lowers the error less keeps twice as many entries in the next.</summary>
    private const double GoodStep = 5;

    private readonly Tensor<double> _cost;
    private readonly StoredCost<double> _stored;
    private readonly Transport<double> _start;
    private readonly SinkhornNewtonOptions _options;
    private readonly Weights<double> _weights;
    private readonly List<TransportProgress> _history;
    private readonly double[] _df;
    private readonly double[] _dg;
    private NewtonPoint _at;
    private NewtonPoint _trial;

    public NewtonSolver(
        Tensor<double> cost, StoredCost<double> stored, Transport<double> start, SinkhornNewtonOptions options)
    {
        (_cost, _stored, _start, _options) = (cost, stored, start, options);
        _weights = start.Plan.Weights;
        _history = [.. start.History];
        (_df, _dg) = (new double[stored.Rows], new double[stored.Columns]);
        (_at, _trial) = (new NewtonPoint(stored), new NewtonPoint(stored));
    }

    /// <summary>Steps until the error is within the tolerance, or no step gains anything.</summary>
    public Transport Solve()
    {
        _start.Plan.F.CopyTo(_trial.F, 0);
        _start.Plan.G.CopyTo(_trial.G, 0);
        Measure(_trial, _at, 0);
        long size = Math.Max(_stored.Rows, _stored.Columns);
        long kept = _options.KeptForEach;
        for (int step = 0; step < _options.NewtonSteps && _at.Last.Error > _options.Tolerance * _weights.MassA; step++)
        {
            double before = _at.Last.Error;
            if (!Step((int)Math.Min(kept * size, (long)_stored.Rows * _stored.Columns)))
            {
                break;
            }

            kept = before < GoodStep * _at.Last.Error ? Math.Max(kept, Math.Min(2 * kept, _options.MostForEach)) : kept;
        }

        return Result();
    }

    /// <summary>One Newton step; false where the line search finds none that gains.</summary>
    private bool Step(int kept)
    {
        int limit = 2 * (_stored.Rows + _stored.Columns);
        (double slope, _) = NewtonStep.Direction(
            _at.Matrix, _weights.A, _weights.B, _df, _dg, kept, _start.Epsilon, Residual, limit);
        double alpha = 1;
        for (int i = 0; i < MostHalvings; i++, alpha /= 2)
        {
            Measure(_at, _trial, alpha);
            double least = _at.Last.Dual + (Armijo * alpha * slope) - (ValueRounding * Math.Abs(_at.Last.Dual));
            if (_trial.Last.Dual >= least)
            {
                (_at, _trial) = (_trial, _at);
                _history.Add(new TransportProgress(_start.Epsilon, _at.Last.Error, Value()));
                return true;
            }
        }

        return false;
    }

    private void Measure(NewtonPoint from, NewtonPoint to, double alpha)
    {
        (double error, double dual, double mass) = NewtonStep.Trial(
            from.F, from.G, _df, _dg, _cost.AsReadOnlyTensorSpan(),
            _weights.A, _weights.B, _weights.LogA, _weights.LogB, to.F, to.G, to.Matrix, alpha, _start.Epsilon);
        to.Last = new Iterated(error, dual, mass);
    }

    private double Value() => _at.Last.Dual + (_start.Epsilon * _weights.MassA * _weights.MassB);

    private Transport<double> Result()
    {
        double error = _at.Last.Error;
        TransportOutcome outcome = error <= _options.Tolerance * _weights.MassA ? TransportOutcome.Converged
            : error <= _start.RoundingFloor ? TransportOutcome.RoundingFloor
            : TransportOutcome.IterationLimit;
        var plan = new Plan<double>(_at.F, _at.G, _weights, _start.Epsilon);
        return new Transport<double>(
            _stored, plan, double.PositiveInfinity, outcome, _at.Last, _start.RoundingFloor, _history);
    }

    /// <summary>Potentials, their stored plan, and what was measured of it.</summary>
    private sealed class NewtonPoint(StoredCost<double> cost)
    {
        private readonly double[] _entries = new double[(long)cost.Rows * cost.Columns];

        public double[] F { get; } = new double[cost.Rows];

        public double[] G { get; } = new double[cost.Columns];

        public TensorSpan<double> Matrix => new(_entries, [cost.Rows, cost.Columns], []);

        public Iterated Last { get; set; }
    }
}
