using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>The derivative of each elementwise function by each of its operands: the table.</summary>
/// <remarks>Conventions where there is no derivative: |x| has 0 at 0; Min and Max give each operand a half at ties; Sign has 0
/// everywhere; a square root has what its formula gives at 0, +∞. A NaN operand gives a NaN.</remarks>
internal sealed class Partials(Algebra algebra)
{
    /// <summary>Operand numbers with derivatives, nodes of the graph; operands that do not count are left out.</summary>
    public IEnumerable<(int Operand, int Partial)> Of(int id)
    {
        Node node = algebra.Graph[id];
        return node.Op switch
        {
            Op.Add => [(0, One), (1, One)],
            Op.Sub => [(0, One), (1, algebra.Number(-1))],
            Op.Mul => [(0, node.B), (1, node.A)],
            Op.Div => [(0, Div(One, node.B)), (1, Neg(Div(id, node.B)))],
            Op.Min => Extreme(node.A, node.B),
            Op.Max => Extreme(node.B, node.A),
            Op.Pow => [(0, PowerByBase(node)), (1, PowerByExponent(id, node))],
            Op.Fma or Op.Mad => [(0, node.B), (1, node.A), (2, One)],
            Op.Sign => [],
            _ when node.Op.IsLogic() || node.Op.IsComparison() => [],
            _ when node.Op.IsArithmetic() => [(0, OfOne(node.Op, id, node.A))],
            _ => throw new NoDerivativeException(node.Op, id),
        };
    }

    /// <summary>The derivative of a function y of one argument x.</summary>
    private int OfOne(Op op, int y, int x) => op switch
    {
        Op.Neg => algebra.Number(-1),
        Op.Abs => algebra.Apply(Op.Sign, x),
        Op.Sqrt => Div(algebra.Number(0.5), y),
        Op.Rsqrt => Times(algebra.Number(-0.5), Div(y, x)),
        Op.Square => Times(algebra.Number(2), x),
        Op.Exp => y,
        Op.Expm1 => Plus(y, One),
        Op.Log => Div(One, x),
        Op.Log1p => Div(One, Plus(One, x)),
        Op.Tanh => Minus(One, algebra.Apply(Op.Square, y)),
        Op.Sigmoid => Times(y, Minus(One, y)),
        Op.Softplus => algebra.Apply(Op.Sigmoid, x),
        Op.Sin => algebra.Apply(Op.Cos, x),
        Op.Cos => Neg(algebra.Apply(Op.Sin, x)),
        Op.Atan => Div(One, Plus(algebra.Apply(Op.Square, x), One)),
        _ => throw new NoDerivativeException(op, y),
    };

    /// <summary>1 for the operand that is taken, a half each where they are equal; (a − b)² and its derivatives are NaN where one of
    /// them is. The first operand is taken where <paramref name="lesser"/> is less than <paramref name="other"/>.</summary>
    private IEnumerable<(int Operand, int Partial)> Extreme(int lesser, int other)
    {
        int isLess = algebra.Compare(Op.Lt, lesser, other);
        int isMore = algebra.Compare(Op.Lt, other, lesser);
        int neither = Where(
            algebra.Compare(Op.Eq, lesser, other), algebra.Number(0.5), algebra.Apply(Op.Square, Minus(lesser, other)));
        int first = Where(isLess, One, Where(isMore, Nothing, neither));
        int second = Where(isLess, Nothing, Where(isMore, One, neither));
        return [(0, first), (1, second)];
    }

    /// <summary>b·aᵇ⁻¹; 0 for an exponent of 0, at each base.</summary>
    private int PowerByBase(Node power)
    {
        if (algebra.TryHost(power.B) is not int exponent)
        {
            return Times(power.B, algebra.Apply(Op.Pow, power.A, Minus(power.B, One)));
        }

        GraphBuilder graph = algebra.Graph;
        int isZero = graph.Host("==", HostTypes.Bool, exponent, graph.Literal(0.0));
        int less = graph.HostConditional(
            isZero, graph.Literal(0.0), graph.Host("-", HostTypes.Double, exponent, graph.Literal(1.0)));
        return Times(power.B, algebra.Apply(Op.Pow, power.A, graph.FromHost(less)));
    }

    /// <summary>aᵇ·log a; 0 at base 0, where the power is 0.</summary>
    private int PowerByExponent(int id, Node power) => Where(
        algebra.Compare(Op.Eq, power.A, Nothing), Nothing, Times(id, algebra.Apply(Op.Log, power.A)));

    private int One => algebra.Number(1);

    private int Nothing => algebra.Number(0);

    private int Neg(int a) => algebra.Negate(a);

    private int Plus(int a, int b) => algebra.Plus(a, b);

    private int Minus(int a, int b) => algebra.Plus(a, algebra.Negate(b));

    private int Times(int a, int b) => algebra.Times(a, b);

    private int Div(int a, int b) => algebra.Divide(a, b);

    private int Where(int mask, int a, int b) => algebra.Where(mask, a, b);
}
