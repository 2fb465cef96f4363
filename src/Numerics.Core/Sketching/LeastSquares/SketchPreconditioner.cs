using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

/// <summary>N with S·A·N of orthonormal columns: A·N is well conditioned, whatever A is, and N's range is that of Aᵀ.</summary>
/// <remarks>S·A·P = Q·R. Of full rank N = P·R⁻¹. Else Rᵀ of the leading rows is factored once more, Rᵀ·P₂ = Z·U, and N = P·Z·U⁻ᵀ.</remarks>
internal sealed class SketchPreconditioner
{
    /// <summary>A rounding, of which each row adds one.</summary>
    private const double Epsilon = 2.2e-16;

    private readonly PivotedFactors _factors;
    private readonly PivotedFactors? _second;

    /// <summary>Factors a sketch.</summary>
    /// <param name="columns">The columns of S·A, which are used up.</param>
    /// <param name="right">S·b, which becomes the start's coordinates: the solution of the sketched problem is N times it.</param>
    public SketchPreconditioner(double[][] columns, double[] right)
    {
        Columns = columns.Length;
        _factors = new PivotedFactors(columns, right.Length * Epsilon);
        _factors.MultiplyTransposed(right);
        Start = right[..Rank];
        if (Rank > 0 && Rank < Columns)
        {
            _second = new PivotedFactors([.. Enumerable.Range(0, Rank).Select(LeadingRow)], 0);
            Start = [.. _second.Order.Select(i => right[i])];
        }

        Norm = GreatestSingularValue();
    }

    /// <summary>n.</summary>
    public int Columns { get; }

    /// <summary>The rank of S·A.</summary>
    public int Rank => _factors.Rank;

    /// <summary>The coordinates of the sketched problem's solution.</summary>
    public double[] Start { get; }

    /// <summary>‖S·A‖₂ from below, near ‖A‖₂.</summary>
    public double Norm { get; }

    /// <summary>N·y.</summary>
    public double[] Multiply(double[] y)
    {
        var z = new double[Columns];
        y.CopyTo(z, 0);
        if (_second is null)
        {
            _factors.Solve(z);
        }
        else
        {
            _second.SolveTransposed(z);
            _second.Multiply(z);
        }

        var x = new double[Columns];
        for (int j = 0; j < Columns; j++)
        {
            x[_factors.Order[j]] = z[j];
        }

        return x;
    }

    /// <summary>Nᵀ·g.</summary>
    public double[] MultiplyTransposed(double[] g)
    {
        double[] z = [.. _factors.Order.Select(j => g[j])];
        if (_second is null)
        {
            _factors.SolveTransposed(z);
        }
        else
        {
            _second.MultiplyTransposed(z);
            _second.Solve(z);
        }

        return z[..Rank];
    }

    private double[] LeadingRow(int i)
    {
        var row = new double[Columns];
        for (int j = i; j < Columns; j++)
        {
            row[j] = _factors[i, j];
        }

        return row;
    }

    /// <summary>Power iterations on RᵀR from ones; each comes nearer to the norm from below.</summary>
    private double GreatestSingularValue()
    {
        const int Iterations = 20;
        double[][] rows = [.. Enumerable.Range(0, Rank).Select(LeadingRow)];
        double[] v = [.. Enumerable.Repeat(1.0, Columns)];
        double norm = 0;
        for (int k = 0; k < Iterations; k++)
        {
            TensorPrimitives.Divide<double>(v, TensorPrimitives.Norm<double>(v), v);
            double[] image = [.. rows.Select(r => TensorPrimitives.Dot<double>(r, v))];
            norm = Math.Max(norm, TensorPrimitives.Norm<double>(image));
            Array.Clear(v);
            for (int i = 0; i < Rank; i++)
            {
                TensorPrimitives.MultiplyAdd(rows[i], image[i], v, v);
            }
        }

        return norm;
    }
}
