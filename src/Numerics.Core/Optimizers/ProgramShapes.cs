using System.Globalization;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>The shapes of a program's arrays in an optimizer. A parameter's tensor fixes the lengths of its axes,
/// options those that
/// the rule computes; what is left is as long as the inputs of a step.</summary>
internal sealed class ProgramShapes
{
    private const nint Unknown = -1;
    private readonly ProgramRule _rule;
    private readonly IReadOnlyList<ProgramArray> _arrays;
    private readonly int[] _hostAxes;
    private readonly int _axes;
    private readonly ProgramArray _parameter;

    /// <exception cref="ArgumentException">The gradient has another shape than the parameter.</exception>
    public ProgramShapes(ProgramRule rule, RuleParameter[] arrays)
    {
        ProgramPlan plan = rule.Plans[0];
        (_rule, _arrays, _axes) = (rule, plan.Arrays, plan.IsHostAxis.Count);
        _hostAxes = [.. Enumerable.Range(0, _axes).Where(a => plan.IsHostAxis[a])];
        _parameter = _arrays[Array.FindIndex(arrays, a => a.Role == ParameterRole.Parameter)];
        ProgramArray gradient = _arrays[Array.FindIndex(arrays, a => a.Role == ParameterRole.Gradient)];
        if ((gradient.RowAxis, gradient.Axis) != (_parameter.RowAxis, _parameter.Axis))
        {
            throw new ArgumentException(
                $"{gradient.Name} has another shape than {_parameter.Name} in {rule.Name}: it can't be its gradient.",
                nameof(rule));
        }
    }

    /// <summary>The lengths of the axes that a parameter and its group's options fix.</summary>
    /// <exception cref="ArgumentException">The parameter has not the rule's shape.</exception>
    public nint[] AxesOf(OptimizerTensor tensor)
    {
        nint[] axes = [.. Enumerable.Repeat(Unknown, _axes)];
        if (_parameter.IsMatrix && tensor.Shape.Length != 2)
        {
            throw Refusal(
                tensor,
                $"has the shape {Text(tensor.Shape)}; {_parameter.Name} of the rule is a matrix, which has two axes");
        }

        (nint rows, nint columns) = tensor.Shape.Length == 2
            ? ((nint)tensor.Shape[0], (nint)tensor.Shape[1])
            : (Unknown, Unknown);
        if (!Fits(axes, _parameter, tensor.Length, rows, columns))
        {
            throw Refusal(tensor, $"has the shape {Text(tensor.Shape)}; {_parameter.Name} of the rule is square");
        }

        if (_hostAxes.Length > 0 && !_arrays.Any(a => AxesOf(a).Any(x => axes[x] == Unknown && !_hostAxes.Contains(x))))
        {
            double[] host = new double[_rule.Plans[0].Host.Count];
            tensor.Group.WriteHost(host, []);
            SetHostAxes(tensor, _rule.VariantOf(host), host, axes);
        }

        return axes;
    }

    /// <summary>The shape of an array that the optimizer owns.</summary>
    /// <exception cref="ArgumentException">Neither the parameter nor the options fix it.</exception>
    public long[] ShapeOf(OptimizerTensor tensor, OwnedArray owned)
    {
        ProgramArray array = _arrays[owned.KernelIndex];
        if (AxesOf(array).Any(a => tensor.KnownAxes[a] == Unknown))
        {
            throw Refusal(
                $"{array.Name} of {_rule.Name} is as long as what a step is given; an optimizer keeps arrays as long as"
                + " its parameters.",
                "rule");
        }

        bool isLikeParameter = !array.IsMatrix && !_parameter.IsMatrix && array.Axis == _parameter.Axis;
        return isLikeParameter ? tensor.Shape : [.. AxesOf(array).Select(a => (long)tensor.KnownAxes[a])];
    }

    /// <summary>Whether memory given to a step can be an array of a tensor; if so, fixes the lengths that were open. A
    /// matrix may
    /// be given as a flat array where both its lengths are known.</summary>
    public bool Fits(OptimizerTensor tensor, int array, TensorMemory memory) => memory.Rank == 2
        ? Fits(tensor.Axes, _arrays[array], memory.Length, memory.LengthOf(0), memory.LengthOf(1))
        : (memory.Rank == 1 || !_arrays[array].IsMatrix)
            && Fits(tensor.Axes, _arrays[array], memory.Length, Unknown, Unknown);

    /// <summary>The same for elements that lie side by side; of a matrix one length is enough to tell the other.</summary>
    public bool Fits(OptimizerTensor tensor, int array, nint length)
    {
        ProgramArray of = _arrays[array];
        (nint rows, nint columns) = of.IsMatrix ? (tensor.Axes[of.RowAxis], tensor.Axes[of.Axis]) : (Unknown, Unknown);
        if (rows == Unknown && columns > 0 && length % columns == 0)
        {
            rows = length / columns;
        }
        else if (columns == Unknown && rows > 0 && length % rows == 0)
        {
            columns = length / rows;
        }

        return rows == Unknown || columns == Unknown
            ? Fits(tensor.Axes, of, length, Unknown, Unknown)
            : rows * columns == length && Fits(tensor.Axes, of, length, rows, columns);
    }

    /// <summary>The shape that an array of a tensor must have.</summary>
    public string Wanted(OptimizerTensor tensor, int array) =>
        Text(AxesOf(_arrays[array]).Select(a => (long)tensor.Axes[a]));

    /// <summary>Sets the lengths that the rule computes, with which those of arrays must agree.</summary>
    /// <exception cref="ArgumentException">They do not agree, or a length is not possible.</exception>
    public void SetHostAxes(OptimizerTensor tensor, int variant, ReadOnlySpan<double> host, Span<nint> axes)
    {
        if (_hostAxes.Length == 0)
        {
            return;
        }

        Span<nint> found = stackalloc nint[_axes];
        axes.CopyTo(found);
        _rule.Lengths(variant, host, found);
        foreach (int axis in _hostAxes)
        {
            if (axes[axis] != Unknown && axes[axis] != found[axis])
            {
                throw Refusal(
                    tensor, $"has arrays of length {axes[axis]}; with these values the rule computes {found[axis]}");
            }
        }

        found.CopyTo(axes);
    }

    /// <summary>The axes of an array, outermost first.</summary>
    private static int[] AxesOf(ProgramArray array) => array.IsMatrix ? [array.RowAxis, array.Axis] : [array.Axis];

    /// <summary>Whether an array agrees with the lengths that are known; if so, the others are set.</summary>
    private static bool Fits(Span<nint> axes, ProgramArray array, nint length, nint rows, nint columns)
    {
        if (!array.IsMatrix)
        {
            return Agrees(ref axes[array.Axis], length);
        }

        nint known = axes[array.RowAxis];
        if (rows == Unknown)
        {
            return known != Unknown && axes[array.Axis] != Unknown && known * axes[array.Axis] == length;
        }

        if (Agrees(ref axes[array.RowAxis], rows) && Agrees(ref axes[array.Axis], columns))
        {
            return true;
        }

        axes[array.RowAxis] = known;
        return false;
    }

    private static bool Agrees(ref nint axis, nint length)
    {
        axis = axis == Unknown ? length : axis;
        return axis == length;
    }

    private static string Text(IEnumerable<long> lengths) =>
        $"[{string.Join(", ", lengths.Select(n => n == Unknown ? "any" : n.ToString(CultureInfo.InvariantCulture)))}]";

    private static ArgumentException Refusal(OptimizerTensor tensor, string what) =>
        Refusal($"Parameter {tensor.Index} (group {tensor.Group.Index}) {what}.", "parameters");

    private static ArgumentException Refusal(string message, string argument) => new(message, argument);
}
