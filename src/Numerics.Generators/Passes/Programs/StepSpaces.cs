using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>What steps walk over: lines, or the cells of matrices.</summary>
internal sealed class StepSpaces(ProgramBuilder program)
{
    public bool IsLine(Step step) => step.IsOverElements(program.Graph) && !DomainOf(step).IsMatrix();

    public bool IsCells(Step step) => step.IsOverElements(program.Graph) && DomainOf(step).IsMatrix();

    /// <summary>The axis that a step over a line walks along.</summary>
    public int AxisOf(Step step) => program.Axes.LineOf(step.Array >= 0 ? step.Node : program.Graph[step.Node].A);

    /// <summary>The axes of the matrix that a step over cells walks over.</summary>
    public (int Rows, int Columns) SpaceOf(Step step)
    {
        IEnumerable<int> operands = step.Array >= 0 ? [step.Node] : program.Graph[step.Node].Operands;
        List<int> rows = operands.Where(o => program.Graph[o].Kind.IsMatrix() || program.Graph[o].Kind.IsCol()).ToList();
        List<int> columns = operands.Where(o => program.Graph[o].Kind.IsMatrix() || program.Graph[o].Kind.IsRow()).ToList();
        return (program.Axes.RowsOf(rows[0]), program.Axes.ColumnsOf(columns[0]));
    }

    private Kind DomainOf(Step step) => step.Array >= 0
        ? program.Graph[step.Node].Kind
        : KindTable.Join(program.Graph[step.Node].Operands.Select(o => program.Graph[o].Kind).Where(k => k != Kind.Csr)) ?? Kind.Scalar;
}
