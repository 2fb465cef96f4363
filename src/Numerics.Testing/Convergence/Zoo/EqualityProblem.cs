namespace Numerics.Testing;

/// <summary>Minimise f(x) subject to c(x) = 0: a problem of the Hock–Schittkowski, Boggs–Tolle or CUTEst collections,
/// with start, best known value and solution.</summary>
public sealed class EqualityProblem
{
    private readonly Func<Jet[], Jet> _objective;
    private readonly Func<Jet[], Jet[]> _constraints;
    private readonly double[] _start;
    private readonly double[] _solution;

    internal EqualityProblem(
        string name, double[] start, double minimum, double[] solution,
        Func<Jet[], Jet> objective, Func<Jet[], Jet[]> constraints)
    {
        (Name, Minimum, _start, _solution) = (name, minimum, start, solution);
        (_objective, _constraints) = (objective, constraints);
        ConstraintCount = constraints(Variables(start)).Length;
    }

    /// <summary>Its name in the collection.</summary>
    public string Name { get; }

    /// <summary>The number of variables.</summary>
    public int Dimension => _start.Length;

    /// <summary>The number of constraints.</summary>
    public int ConstraintCount { get; }

    /// <summary>The collection's start.</summary>
    public ReadOnlySpan<double> Start => _start;

    /// <summary>The value at the solution that Newton's method reaches from the start: the least known, unless the
    /// collection has better local minima.</summary>
    public double Minimum { get; }

    /// <summary>The solution to five digits; empty where the collection does not list one.</summary>
    public ReadOnlySpan<double> Solution => _solution;

    /// <summary>f(x).</summary>
    public double Value(ReadOnlySpan<double> x) => _objective(Variables(x)).Value;

    /// <summary>∇f(x).</summary>
    public double[] Gradient(ReadOnlySpan<double> x) => Whole(_objective(Variables(x)));

    /// <summary>c(x).</summary>
    public double[] Constraints(ReadOnlySpan<double> x) => Array.ConvertAll(_constraints(Variables(x)), c => c.Value);

    /// <summary>The gradients of the constraints: row j is that of cⱼ.</summary>
    public double[][] Jacobian(ReadOnlySpan<double> x) => Array.ConvertAll(_constraints(Variables(x)), Whole);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Jet[] Variables(ReadOnlySpan<double> x)
    {
        var jets = new Jet[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            jets[i] = Jet.Variable(x[i], i, x.Length);
        }

        return jets;
    }

    /// <summary>A constant's gradient is zero.</summary>
    private double[] Whole(Jet jet) => jet.Gradient.Length > 0 ? jet.Gradient : new double[Dimension];
}
