using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

/// <summary>The mean of the points of the last steps: of two windows, of which the later begins anew when the steps have doubled since
/// it began. So it is of the last half at least, and of three quarters at most.</summary>
internal sealed class TailAverage
{
    private readonly double[] _before;
    private readonly long _begin;
    private long _first;
    private long _middle;

    /// <summary>From a point.</summary>
    /// <param name="start">The point.</param>
    /// <param name="steps">The steps before it, which do not count.</param>
    public TailAverage(double[] start, long steps)
    {
        (Point, Total, _before) = ([.. start], new double[start.Length], new double[start.Length]);
        (_begin, _first, _middle) = (steps, steps, steps);
    }

    /// <summary>The last point.</summary>
    public double[] Point { get; }

    /// <summary>The sum of the later window's points.</summary>
    public double[] Total { get; }

    /// <summary>Begins the next window where it is due.</summary>
    /// <param name="at">The steps so far.</param>
    public void Begin(long at)
    {
        if (at - _begin >= 2 * (_middle - _begin))
        {
            Total.CopyTo(_before, 0);
            Array.Clear(Total);
            (_first, _middle) = (_middle, at);
        }
    }

    /// <summary>Writes the mean.</summary>
    /// <param name="at">The steps so far.</param>
    /// <param name="mean">Where it goes.</param>
    public void Mean(long at, double[] mean)
    {
        TensorPrimitives.Add<double>(_before, Total, mean);
        TensorPrimitives.Divide(mean, at - _first, mean);
    }
}
