using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Laws.Rules;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>What IEEE 754 and the vocabulary promise of special numbers, to the bit, in pairs and one by one.</summary>
public sealed class SpecialNumberTests
{
    private static readonly Dictionary<string, Func<double, double>> OneArgumentResults = new()
    {
        ["negative"] = x => -x,
        ["magnitude"] = Math.Abs,
        ["sign"] = Functions.Sign,
    };

    private static readonly Dictionary<string, Func<double, double>> FunctionResults = new()
    {
        ["root"] = Math.Sqrt,
        ["inverse"] = x => 1 / x,
        ["exp"] = Functions.Exp,
        ["expm1"] = Functions.Expm1,
        ["log"] = Functions.Log,
        ["log1p"] = Functions.Log1p,
        ["tanh"] = Functions.Tanh,
        ["sigmoid"] = Functions.Sigmoid,
        ["softplus"] = Functions.Softplus,
    };

    private static readonly Dictionary<string, Func<double, double, double>> PairResults = new()
    {
        ["lesser"] = Math.Min,
        ["greater"] = Math.Max,
        ["clamped"] = (x, _) => Math.Min(Math.Max(x, -0.5), 1),
        ["positive"] = (_, y) => Math.Max(0, y),
        ["less"] = (x, y) => x < y ? 1 : 0,
        ["atMost"] = (x, y) => x <= y ? 1 : 0,
        ["greater "] = (x, y) => x > y ? 1 : 0,
        ["atLeast"] = (x, y) => x >= y ? 1 : 0,
        ["equal"] = (x, y) => x == y ? 1 : 0,
        ["unequal"] = (x, y) => x != y ? 1 : 0,
        ["isNumber"] = (x, _) => double.IsNaN(x) ? 0 : 1,
        ["isNaN"] = (_, y) => double.IsNaN(y) ? 1 : 0,
    };

    [Theory, OnEachDevice]
    public void Signs_and_magnitudes(AcceleratorType kind)
    {
        CheckOne<float>(kind, OneArgument.StepDeviceRule.Instance, OneArgumentResults, Specials<float>());
        CheckOne<double>(kind, OneArgument.StepDeviceRule.Instance, OneArgumentResults, Specials<double>());
    }

    [Theory, OnEachDevice]
    public void Functions_at_their_special_arguments(AcceleratorType kind)
    {
        DeviceRule[] rules =
            [OneArgument.StepDeviceRule.Instance, Exponentials.StepDeviceRule.Instance, Saturating.StepDeviceRule.Instance];
        foreach (DeviceRule rule in rules)
        {
            CheckOne<float>(kind, rule, FunctionResults, [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f]);
            CheckOne<double>(kind, rule, FunctionResults, [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0]);
        }
    }

    [Theory, OnEachDevice]
    public void Extremes_and_comparisons_of_pairs(AcceleratorType kind)
    {
        foreach (DeviceRule rule in new DeviceRule[] { Extremes.StepDeviceRule.Instance, Comparisons.StepDeviceRule.Instance })
        {
            CheckPairs<float>(kind, rule);
            CheckPairs<double>(kind, rule);
        }
    }

    [Theory, OnEachDevice]
    public void A_stage_knows_NaN(AcceleratorType kind)
    {
        using var runner = DeviceRules.Open<float>(SkipsNaN.StepDeviceRule.Instance, kind);
        float[] x = [1, 2, 3];
        TensorCase<float> spoiled = runner.Run(new TensorCase<float>([x, [1, float.NaN, 1]], [], []));
        TensorCase<float> good = runner.Run(new TensorCase<float>([x, [1, 1, 1]], [], []));
        Assert.Equal([1], spoiled.Results);
        Assert.Equal(x, spoiled.Arrays[0]);
        Assert.Equal([0], good.Results);
        Assert.Equal([0f, 1, 2], good.Arrays[0]);
    }

    private static void CheckOne<T>(
        AcceleratorType kind, DeviceRule rule, IReadOnlyDictionary<string, Func<double, double>> results, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorCase<T> after = Run(kind, rule, x);
        for (int k = 1; k < after.Arrays.Length; k++)
        {
            string name = rule.Rule.Plans[0].Arrays[k].Name;
            for (int i = 0; results.ContainsKey(name) && i < x.Length; i++)
            {
                double expected = results[name](double.CreateTruncating(x[i]));
                if (!IsRounded(expected))
                {
                    AssertSame(expected, after.Arrays[k][i], $"{name} of {x[i]}");
                }
            }
        }
    }

    private static void CheckPairs<T>(AcceleratorType kind, DeviceRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] specials = Specials<T>();
        T[] x = [.. specials.SelectMany(_ => specials)];
        T[] y = [.. specials.SelectMany(s => Enumerable.Repeat(s, specials.Length))];
        TensorCase<T> after = Run(kind, rule, x, y);
        for (int k = 2; k < after.Arrays.Length; k++)
        {
            string name = rule.Rule.Plans[0].Arrays[k].Name;
            Func<double, double, double> expected =
                PairResults[rule is Comparisons.StepDeviceRule && name == "greater" ? "greater " : name];
            for (int i = 0; i < x.Length; i++)
            {
                AssertSame(
                    expected(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])),
                    after.Arrays[k][i],
                    $"{name} of {x[i]} and {y[i]}");
            }
        }
    }

    private static TensorCase<T> Run<T>(AcceleratorType kind, DeviceRule rule, params T[][] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var runner = DeviceRules.Open<T>(rule, kind);
        int outputs = rule.Rule.Plans[0].Arrays.Count - inputs.Length;
        T[][] arrays = [.. inputs, .. Enumerable.Range(0, outputs).Select(_ => new T[inputs[0].Length])];
        double[] host = [.. rule.Rule.Parameters.Where(p => p.Default is not null).Select(p => p.Default!.Value)];
        return runner.Run(new TensorCase<T>(arrays, host, []), 1);
    }

    /// <summary>Whether a result has rounding of its own: of those asked for here softplus 0 = log 2 alone.</summary>
    private static bool IsRounded(double value) => value == Math.Log(2);

    /// <summary>The same number, zeros with their sign, in the element type.</summary>
    private static void AssertSame<T>(double expected, T actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(expected);
        bool isSame = T.IsNaN(rounded) ? T.IsNaN(actual)
            : rounded == actual && T.IsNegative(rounded) == T.IsNegative(actual);
        Assert.True(isSame, $"{typeof(T).Name}: {what} is {actual}, not {rounded}");
    }

    private static T[] Specials<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T greatest = T.BitDecrement(T.PositiveInfinity);
        T quarter = T.One / T.CreateTruncating(4);
        return
        [
            T.NaN, -T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Zero, T.NegativeZero, T.Epsilon, -T.Epsilon, T.One, -T.One,
            quarter, -quarter, T.CreateTruncating(4), greatest, -greatest,
        ];
    }
}
