using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Numerics;
using Numerics.Testing;

namespace MyRule.Tests;

/// <summary>Laws that FsCheck draws cases for, and shrinks: see <c>Arbitraries</c> for what it can draw.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public class SignumProperties
{
    /// <summary>On every slope, of whatever dimension, half of the way takes 16/η steps.</summary>
    [Property(MaxTest = 20)]
    public Property Walks_down_every_slope() => Laws.For<Signum.StepRule>().Minimises(
        Problems.Slope, Rate.Arrives(16 / 0.125).ForEveryProblem(), _ => new Signum.Options { LearningRate = 0.125 });

    /// <summary>What has no gradient stays where it is.</summary>
    [Property]
    public bool Stands_still_without_gradient(Vector x)
    {
        double[] moved = [.. x.Values];
        Signum.Step(moved, new double[moved.Length], new double[moved.Length]);
        return moved.SequenceEqual(x.Values);
    }
}
