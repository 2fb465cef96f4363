using Numerics.Runtime;
using Numerics.Testing;
using static Numerics.Functions;

namespace Numerics.Properties.Kernels;

/// <summary>A matrix beside itself, further down and to the right.</summary>
public static partial class MovedBeside
{
    [UpdateRule]
    public static Mat Step(Mat x) => (Shift(x, 2, 1) * 3) - Tanh(Shift(x, -1, 0));
}

/// <summary>A line beside itself, and its gradient's views.</summary>
public static partial class ShiftedBeside
{
    [UpdateRule]
    public static Vec Step(Vec x) => Shift(x, 2) - Gradient(z => Sum(Tanh(Tail(z) - Square(Head(z)))), x);
}

/// <summary>A line with a length that is a number of blocks.</summary>
public static partial class BlocksBeside
{
    [UpdateRule]
    public static Vec Step(Vec x) => BlockMean(x, 2) - (3 * x);
}

/// <summary>The law of the definition sees rules with views sharply: nothing in them hangs on a decision, so nothing may be set aside.</summary>
public class ViewLawTests
{
    public static TheoryData<string> Names => [.. Rules.Keys];

    private static Dictionary<string, ProgramRule> Rules { get; } = new()
    {
        ["Moved"] = MovedBeside.StepRule.Instance,
        ["Shifted"] = ShiftedBeside.StepRule.Instance,
        ["Blocks"] = BlocksBeside.StepRule.Instance,
    };

    /// <summary>Left after the law's profiles of numbers that overflow on the way: their squares do.</summary>
    private const double MostSetAside = 0.02;

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_of_views_are_compared(string name)
    {
        DefinitionReport report = Laws.For(Rules[name]).KernelsEqualDefinition();
        Assert.InRange(report.ShareSetAside, 0, MostSetAside);
        Assert.True(report.Elements > 500, $"{report.Elements} numbers");
    }
}
