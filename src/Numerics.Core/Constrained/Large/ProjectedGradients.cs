using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Conjugate gradients for [B Jᵀ; J 0]·(p; u) = −(r; s) in the null space of J.</summary>
internal sealed class ProjectedGradients
{
    private readonly KktSystem _system;

    /// <summary>B·p + r + Jᵀu, which ends as the projected residual.</summary>
    private readonly double[] _residual;

    private readonly ConjugateGradients _run;

    /// <summary>The step that meets the linearised constraints.</summary>
    private readonly double[] _first;

    public ProjectedGradients(KktSystem system, ReadOnlySpan<double> rest)
    {
        int n = system.VariableCount;
        (_system, _residual, _first, Multipliers) = (system, rest[..n].ToArray(), new double[n], new double[system.Size - n]);
        if (Multipliers.Length > 0 && rest[n..].ContainsAnyExcept(0.0))
        {
            _first = system.Local.JacobianTransposeTimes(system.Local.SolveNormal(rest[n..]));
            TensorPrimitives.Negate<double>(_first, _first);
            TensorPrimitives.Add(_residual, system.HessianTimes(_first), _residual);
        }

        Project();
        Project();
        _run = new ConjugateGradients(d => system.HessianTimes(d), _residual, Project);
    }

    /// <summary>p.</summary>
    public double[] Step
    {
        get
        {
            double[] step = new double[_first.Length];
            TensorPrimitives.Add<double>(_first, _run.X, step);
            return step;
        }
    }

    /// <summary>u.</summary>
    public double[] Multipliers { get; }

    public int Steps => _run.Steps;

    /// <summary>The least dᵀBd/dᵀd.</summary>
    public double LeastCurvature => _run.Least;

    /// <summary>Steps until the projected residual is at most the goal, or a direction of no curvature is met.</summary>
    public void Go(double goal, int most) => _run.Go(goal, most);

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
