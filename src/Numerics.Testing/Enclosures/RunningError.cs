using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>Walks a plan on one tensor in double and carries for each number what the kernel, in its own type, and the
/// definition may make of it.</summary>
/// <remarks>
/// A running error analysis: a bound for each element from the very numbers it is computed of, not from the worst of
/// all. Each
/// operation of the kernel adds one unit roundoff of its type (an elementary function its documented error), each of
/// the
/// definition roundings in double; what the operands are off by goes through the operation at its ends.
/// </remarks>
internal sealed class RunningError<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly FloatFormat Format = FloatFormat.Of<T>();

    private readonly KernelPlan _plan;
    private readonly TensorCase<T> _tensor;
    private readonly bool _isTree;
    private readonly EnclosureArithmetic _arithmetic;
    private readonly ScalarSensitivity _scalars;

    public RunningError(KernelPlan plan, ScalarProgram program, KernelAccuracy accuracy, TensorCase<T> tensor)
    {
        (_plan, _tensor) = (plan, tensor);
        _isTree = !accuracy.IsDevice && !Format.IsSingle;
        _arithmetic = new EnclosureArithmetic(Format, accuracy);
        double[] values = new TensorRun<T>(plan, tensor, accuracy.Contraction).Values;
        _scalars = new ScalarSensitivity(plan, program, accuracy, tensor.Host, tensor.Length, values);
        Arrays = [.. tensor.Arrays.Select(a => a.Select(x => Enclosure.Point(double.CreateTruncating(x))).ToArray())];
    }

    /// <summary>The arrays after the run.</summary>
    public Enclosure[][] Arrays { get; }

    /// <summary>The results that are numbers, after the run.</summary>
    public Enclosure[] Results { get; private set; } = [];

    public void Run()
    {
        for (int stage = 0; stage < _plan.Passes.Count; stage++)
        {
            RunPass(_plan.Passes[stage], _scalars.After(stage));
        }

        Enclosure[] last = _scalars.After(_plan.Passes.Count);
        Results = [.. _plan.Results.Select(r => last[r.Slot])];
    }

    private void RunPass(PlanPass pass, Enclosure[] values)
    {
        EnclosureReduction[] reductions = [.. pass.Reductions.Select(r => new EnclosureReduction(r.Kind, _isTree))];
        Enclosure[] constants = [.. values.Take(_plan.Constants).Select(ToType)];
        var nodes = new Enclosure[pass.Nodes.Count];
        ILookup<int, PlanStore> stores = pass.Stores.ToLookup(s => s.Position);
        for (int i = 0; i < _tensor.Length; i++)
        {
            for (int k = 0; k < nodes.Length; k++)
            {
                nodes[k] = Evaluate(pass.Nodes[k], nodes, constants, i);
                foreach (PlanStore store in stores[k + 1])
                {
                    Arrays[store.Array][i] = nodes[store.Node];
                }
            }

            for (int r = 0; r < reductions.Length; r++)
            {
                reductions[r].Add(Term(pass.Reductions[r], nodes));
            }
        }

        for (int r = 0; r < reductions.Length; r++)
        {
            _scalars.Set(pass.Reductions[r].Slot, reductions[r].Result());
        }
    }

    private Enclosure Term(PlanReduction reduction, Enclosure[] nodes) =>
        reduction.Kind != ReductionKind.Dot ? nodes[reduction.A]
        : reduction.A == reduction.B ? _arithmetic.Square(nodes[reduction.A], 0)
        : _arithmetic.Multiply(nodes[reduction.A], nodes[reduction.B], 0);

    private Enclosure Evaluate(PlanNode node, Enclosure[] nodes, Enclosure[] constants, int i) => node switch
    {
        { Operation: PlanOperation.Load } when _plan.Arrays[node.A].IsGradient && _tensor.GradientScale != 1
            => _arithmetic.Multiply(Arrays[node.A][i], constants[0], 1),
        { Operation: PlanOperation.Load } => Arrays[node.A][i],
        { Operation: PlanOperation.Constant } => constants[node.A],
        { C: >= 0 } => _arithmetic.Apply(node.Operation, nodes[node.A], nodes[node.B], nodes[node.C], node.A == node.B),
        { Operation: PlanOperation.Mul } when node.A == node.B => _arithmetic.Square(nodes[node.A]),
        { B: >= 0 } => _arithmetic.Apply(node.Operation, nodes[node.A], nodes[node.B]),
        _ => _arithmetic.Apply(node.Operation, nodes[node.A]),
    };

    /// <summary>A constant in the kernel's type, on the kernel's side, and in double on the other.</summary>
    private static Enclosure ToType(Enclosure value)
    {
        if (value.IsUnbounded || value.IsClass || (value.IsPoint && Format.Represents(value.Value)))
        {
            return value;
        }

        double low = Math.Min(value.Low, Format.Rounded(value.Low));
        double high = Math.Max(value.High, Format.Rounded(value.High));
        return double.IsFinite(low)
            && double.IsFinite(high) ? value with { Low = low, High = high } : Enclosure.Unbounded;
    }
}
