using Numerics.Runtime;
using Numerics.Testing;
using static Numerics.Functions;

namespace Numerics.Tests.Rules;

/// <summary>A rule whose products are rounded once, and cancel.</summary>
public static partial class Rounding
{
    [UpdateRule]
    public static (Vec x, Vec y, Scalar sum) Step(Vec x, Vec y) => (x * y, Log1p(y), Sum(x * x));
}

/// <summary>How small an error of a kernel on double the definition shows.</summary>
public sealed class DefinitionPrecisionTests
{
    private const int Length = 256;
    private const int Seed = 12345;

    /// <summary>One rounding of the kernel, two of the enclosure, two of the comparison: five unit roundoffs, which are at most
    /// five units in the last place; and half a unit by which the product may be off the other way.</summary>
    private const int UlpOfProduct = 6;

    /// <summary>The function's 0.8 units are 1.6 roundoffs; two of the enclosure, two of the comparison; and 0.8 units by which
    /// the function may be off the other way.</summary>
    private const int UlpOfFunction = 7;

    /// <summary>Sixteen elements a lane, lanes and further roundings: a chain of 24, and two for each product.</summary>
    private const int UlpOfSum = 32;

    private static readonly UpdateRule Rule = Rounding.StepRule.Instance;

    [Theory]
    [InlineData(0, UlpOfProduct)]
    [InlineData(1, UlpOfFunction)]
    public void An_error_of_some_units_in_the_last_place_is_seen_in_every_element(int array, int ulp)
    {
        (DefinitionBound<double> bound, TensorCase<double> after) = Run();
        Assert.Empty(bound.Compare(after).Failures);
        for (int i = 0; i < Length; i++)
        {
            double right = after.Arrays[array][i];
            after.Arrays[array][i] = Moved(right, ulp);
            Assert.Single(bound.Compare(after).Failures);
            after.Arrays[array][i] = right;
        }
    }

    [Fact]
    public void An_error_of_a_sum_is_seen()
    {
        (DefinitionBound<double> bound, TensorCase<double> after) = Run();
        after.Results[0] = Moved(after.Results[0], UlpOfSum);
        Assert.Single(bound.Compare(after).Failures);
    }

    private static (DefinitionBound<double> Bound, TensorCase<double> After) Run()
    {
        var source = new CaseSource<double>(Rule, Seed);
        TensorCase<double> tensor = source.Draw(InputProfile.Ordinary, Length, []);
        foreach (double[] array in tensor.Arrays)
        {
            Array.ForEach(Enumerable.Range(0, Length).ToArray(), i => array[i] = 0.5 + source.Random.NextDouble());
        }

        DefinitionBound<double> bound =
            DefinitionOracle.Bound(Rule, 0, KernelAccuracy.Cpu(ContractionClass.Fused), tensor.Copy());
        PlanInterpreter.Run(Rule, 0, ContractionClass.Fused, tensor);
        return (bound, tensor);
    }

    private static double Moved(double value, int ulp) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) + ulp);
}
