using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Conjugate gradients for [B Jᵀ; J 0]·(p; u) = −(r; s) in the null space of J.</summary>
internal sealed class ProjectedGradients
{
    private readonly KktSystem _system;

    /// <summary>B·p + r + Jᵀu, which ends as the projected residual.</summary>
    private readonly double[] _residual;

    public ProjectedGradients(KktSystem system, ReadOnlySpan<double> rest)
    {
        int n = system.VariableCount;
        (_system, _residual, Step, Multipliers) = (system, rest[..n].ToArray(), new double[n], new double[system.Size - n]);
        if (Multipliers.Length > 0 && rest[n..].ContainsAnyExcept(0.0))
        {
            Step = system.Local.JacobianTransposeTimes(system.Local.SolveNormal(rest[n..]));
            TensorPrimitives.Negate<double>(Step, Step);
            TensorPrimitives.Add(_residual, system.HessianTimes(Step), _residual);
        }

        Project();
        Project();
    }

    /// <summary>p.</summary>
    public double[] Step { get; }

    /// <summary>u.</summary>
    public double[] Multipliers { get; }

    public int Steps { get; private set; }

    /// <summary>The least dᵀBd/dᵀd.</summary>
    public double LeastCurvature { get; private set; } = double.PositiveInfinity;

    /// <summary>Steps until the projected residual is at most the goal, or a direction of no curvature is met.</summary>
    public void Go(double goal, int most)
    {
        double[] direction = [.. _residual];
        double square = TensorPrimitives.SumOfSquares<double>(_residual);
        for (; Steps < most && Math.Sqrt(square) > goal; Steps++)
        {
            double[] image = _system.HessianTimes(direction);
            double curvature = TensorPrimitives.Dot<double>(direction, image);
            LeastCurvature = Math.Min(LeastCurvature, curvature / TensorPrimitives.SumOfSquares<double>(direction));
            if (!(curvature > 0))
            {
                return;
            }

            double length = square / curvature;
            TensorPrimitives.MultiplyAdd(direction, -length, Step, Step);
            TensorPrimitives.MultiplyAdd(image, -length, _residual, _residual);
            Project();
            double next = TensorPrimitives.SumOfSquares<double>(_residual);
            TensorPrimitives.MultiplyAdd(direction, next / square, _residual, direction);
            square = next;
        }
    }

    /// <summary>Takes from the residual its part in the range of Jᵀ, which goes to the multipliers.</summary>
    private void Project()
    {
        if (Multipliers.Length == 0)
        {
            return;
        }

        double[] u = _system.Local.SolveNormal(_system.Local.JacobianTimes(_residual));
        TensorPrimitives.Subtract(_residual, _system.Local.JacobianTransposeTimes(u), _residual);
        TensorPrimitives.Subtract(Multipliers, u, Multipliers);
    }
}
