using Numerics.Plans;
using static Numerics.Functions;

namespace Numerics.Tests.Programs;

/// <summary>A line of one element fewer than the variable, which the gradient meets at shifted places only.</summary>
public static partial class WeightedTail
{
    [Objective]
    public static Scalar Value(Vec x, [Constant] Vec l) => Dot(l, Square(Tail(x)) - 3 * Head(x));
}

/// <summary>One constraint fewer than there are variables.</summary>
public static partial class ChainedConstraints
{
    [Objective]
    public static Scalar Value(Vec x) => Sum(Cube(x));

    [Constraints]
    public static Vec Constraints(Vec x) => (Tail(x) * Head(x)) - 1;
}

/// <summary>A function whose Hessian times v reads v where it is, one further and one before.</summary>
public static partial class Neighbours
{
    [Objective]
    public static Scalar Value(Vec x) => Sum(Square(Tail(x) - Square(Head(x))));
}

/// <summary>A rule that takes the derivative of a function whose value it does not need.</summary>
public static partial class NewtonDirection
{
    [UpdateRule]
    public static Vec Step(Vec x, Vec l, Vec v) => x - HessianVector(z => Dot(l, Square(Tail(z)) * Head(z)), x, v);
}

/// <summary>A product that is seen shifted as a whole.</summary>
public static partial class ShiftedProduct
{
    [UpdateRule]
    public static Vec Step(Vec x, Vec l) => Tail(x * l);
}

/// <summary>Two lengths, of which the host chooses one.</summary>
public static partial class ChosenLength
{
    [UpdateRule]
    public static Scalar Step(Vec x, Vec l, bool isShort) => isShort ? Dot(l, Tail(x)) : Dot(l, Square(x));
}

/// <summary>Derivatives refuse the lengths that the definition refuses, and write nothing.</summary>
public class DerivativeLengthTests
{
    private static readonly double[] _x = [1, 2, 3, 4, 5];
    private readonly double[] _result = [7, 7, 7, 7, 7];
    private readonly double[] _four = [7, 7, 7, 7];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Constants_beside_a_part_of_the_variable_have_its_length(int length)
    {
        var l = new double[length];
        Refused("l", () => WeightedTail.Value(_x, l));
        Refused("l", () => WeightedTail.ValueGradient(_x, l, _result));
        Refused("l", () => WeightedTail.ValueHessianVector(_x, l, _x, _result));
        Refused("l", () => ShiftedProduct.Step(_x, l.AsSpan(1), _four));
        Refused("l", () => NewtonDirection.Step(_x, l, _x, _result));
        Assert.ThrowsAny<ArgumentException>(() => WeightedTail.Value(new Vec(_x), new Vec(l)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Directions_have_the_length_of_the_variable(int length)
    {
        var v = new double[length];
        Refused("v", () => WeightedTail.ValueHessianVector(_x, new double[4], v, _result));
        Refused("v", () => NewtonDirection.Step(_x, new double[4], v, _result));
        Refused("v", () => ChainedConstraints.ConstraintsJacobianVector(_x, v, _four));
        Refused("v", () => ChainedConstraints.LagrangianHessianVector(_x, new double[4], v, _result));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Weights_of_constraints_are_as_many(int length)
    {
        var weights = new double[length];
        Refused("u", () => ChainedConstraints.ConstraintsJacobianTransposeVector(_x, weights, _result));
        Refused("multipliers", () => ChainedConstraints.LagrangianGradient(_x, weights, _result));
        Refused("multipliers", () => ChainedConstraints.LagrangianHessianVector(_x, weights, _x, _result));
    }

    [Fact]
    public void Right_lengths_are_taken()
    {
        double[] l = [1, 0, 2, 1];
        WeightedTail.ValueGradient(_x, l, _result);
        Assert.Equal([-3, 4 - 0, 0 - 6, 16 - 3, 10], _result);
        WeightedTail.ValueHessianVector(_x, l, [1, 1, 1, 1, 1], _result);
        Assert.Equal([0, 2, 0, 4, 2], _result);
        ChainedConstraints.ConstraintsJacobianTransposeVector(_x, l, _result);
        Assert.Equal([2, 1, 8, 6 + 5, 4], _result);
        ShiftedProduct.Step(_x, _x, _four);
        Assert.Equal([4, 9, 16, 25], _four);
    }

    /// <summary>That v is as long as x is known before the passes are planned: what both see shifted back and forth is seen where it
    /// is.</summary>
    [Fact]
    public void Arrays_of_one_length_are_read_where_they_are()
    {
        PlanPass pass = Assert.Single(Assert.Single(Neighbours.ValueHessianVectorRule.Instance.Plans).AllItems().OfType<ProgramLine>()).Pass;
        foreach (int array in new[] { 0, 1 })
        {
            Assert.Single(pass.Nodes, n => n.Operation == PlanOperation.Load && n.A == array);
            Assert.Equal(2, pass.Nodes.Count(n => n.Operation == PlanOperation.Shifted && n.A == array));
        }
    }

    [Fact]
    public void A_branch_that_the_host_does_not_take_asks_for_no_length()
    {
        Assert.Equal(14, ChosenLength.Step(_x, new double[] { 1, 1, 1, 1 }, isShort: true));
        Assert.Equal(55, ChosenLength.Step(_x, new double[] { 1, 1, 1, 1, 1 }, isShort: false));
    }

    private void Refused(string argument, Action call)
    {
        Assert.Equal(argument, Assert.Throws<ArgumentException>(call).ParamName);
        Assert.All([.. _result, .. _four], r => Assert.Equal(7, r));
    }
}
