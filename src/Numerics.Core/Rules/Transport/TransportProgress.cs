namespace Numerics.Rules;

/// <summary>One iteration of a transport solver.</summary>
/// <param name="Epsilon">ε of the stage.</param>
/// <param name="MarginalError">Σ|P1 − a| + Σ|Pᵀ1 − b|; of an unbalanced problem the distances from a·e^(−f/τ) and
/// b·e^(−g/τ).</param>
/// <param name="DualValue">The dual value at that ε.</param>
public readonly record struct TransportProgress(double Epsilon, double MarginalError, double DualValue);

/// <summary>The dual variables of a transport problem, in units of the cost.</summary>
/// <param name="Rows">f: one for each row of the cost.</param>
/// <param name="Columns">g: one for each column.</param>
public readonly record struct Potentials(ReadOnlyMemory<double> Rows, ReadOnlyMemory<double> Columns);
