using System.Globalization;
using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Laws.Rules;
using Numerics.Testing;
using Numerics.Tests.Lanes;
using Xunit.Abstractions;

namespace Numerics.Gpu.Tests.Laws.Elementary;

/// <summary>Elementary functions on devices are within 4 ULP of the exact result. The greatest errors found stand in
/// docs/gpu-accuracy.md.</summary>
public sealed class ElementaryAccuracyTests(ITestOutputHelper output)
{
    private const int Seed = 60_013;

    private static readonly Dictionary<string, ElementaryCase> Cases = new()
    {
        ["Exp"] = ElementaryCase.Of<ExpFunction>(Exponentials.StepDeviceRule.Instance, 1),
        ["Expm1"] = ElementaryCase.Of<Expm1Function>(Exponentials.StepDeviceRule.Instance, 2),
        ["Log"] = ElementaryCase.Of<LogFunction>(Exponentials.StepDeviceRule.Instance, 3),
        ["Log1p"] = ElementaryCase.Of<Log1pFunction>(Exponentials.StepDeviceRule.Instance, 4),
        ["Tanh"] = ElementaryCase.Of<TanhFunction>(Saturating.StepDeviceRule.Instance, 1),
        ["Sigmoid"] = ElementaryCase.Of<SigmoidFunction>(Saturating.StepDeviceRule.Instance, 2),
        ["Softplus"] = ElementaryCase.Of<SoftplusFunction>(Saturating.StepDeviceRule.Instance, 3),
        ["Sin"] = ElementaryCase.Of<SinFunction>(Angles.StepDeviceRule.Instance, 1),
        ["Cos"] = ElementaryCase.Of<CosFunction>(Angles.StepDeviceRule.Instance, 2),
        ["Atan"] = ElementaryCase.Of<AtanFunction>(Angles.StepDeviceRule.Instance, 3),
    };

    public static IEnumerable<string> FunctionNames => Cases.Keys;

    [Theory, OnEachDevice(nameof(FunctionNames))]
    public void Errors_of_float(AcceleratorType kind, string function)
    {
        float[] x = ElementaryArguments.Singles(Seed, Points(kind));
        float[] y = Run(kind, Cases[function].Rule, Cases[function].Output, x);
        Report(kind, $"{function} of float", x, i => UlpErrors.OfSingle(y[i], Cases[function].AtSingle(x[i])));
    }

    [Theory, OnEachDevice(nameof(FunctionNames))]
    public void Errors_of_double(AcceleratorType kind, string function)
    {
        double[] x = ElementarySamples.Doubles(Seed, Points(kind) / 2);
        double[] y = Run(kind, Cases[function].Rule, Cases[function].Output, x);
        Report(kind, $"{function} of double", x, i =>
        {
            int shift = UlpErrors.ShiftOf(y[i]);
            return UlpErrors.OfDouble(y[i], Cases[function].AtDouble(x[i], shift), shift);
        });
    }

    [Theory, OnEachDevice]
    public void Errors_of_powers_of_float(AcceleratorType kind)
    {
        (float[] x, float[] y) = PowReference.Singles(Seed, Points(kind));
        float[] z = Run(kind, Power.StepDeviceRule.Instance, 2, x, y);
        Report(kind, "Pow of float", x, i => UlpErrors.OfSingle(z[i], PowerOfSingle(x[i], y[i])));
    }

    [Theory, OnEachDevice]
    public void Errors_of_powers_of_double(AcceleratorType kind)
    {
        (double[] x, double[] y) = PowReference.Doubles(Seed, Points(kind));
        double[] z = Run(kind, Power.StepDeviceRule.Instance, 2, x, y);
        Report(kind, "Pow of double", x, i =>
        {
            int shift = UlpErrors.ShiftOf(z[i]);
            return UlpErrors.OfDouble(z[i], PowReference.Exact(x[i], y[i], shift), shift);
        });
    }

    /// <summary>The power in double; what is beyond double's range is beyond float's in the same direction.</summary>
    private static double PowerOfSingle(float x, float y)
    {
        double power = Math.Pow(x, y);
        return double.IsInfinity(power) ? Math.CopySign(double.MaxValue, power) : power;
    }

    private static int Points(AcceleratorType kind) => kind == AcceleratorType.CPU ? 1 << 11 : 1 << 18;

    private static T[] Run<T>(AcceleratorType kind, DeviceRule rule, int output, params T[][] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var runner = DeviceRules.Open<T>(rule, kind);
        int outputs = rule.Rule.Plans[0].Arrays.Count - inputs.Length;
        T[][] arrays = [.. inputs, .. Enumerable.Range(0, outputs).Select(_ => new T[inputs[0].Length])];
        return runner.Run(new TensorCase<T>(arrays, [], [])).Arrays[output];
    }

    private void Report<T>(AcceleratorType kind, string function, T[] x, Func<int, double> error)
        where T : IFormattable
    {
        double[] errors = new double[x.Length];
        Parallel.For(0, x.Length, i => errors[i] = error(i));
        int worst = Array.IndexOf(errors, errors.Max());
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{function} on {kind}: {errors[worst]:F2} ULP at {x[worst]:R} ({x.Length} points, seed {Seed})");
        output.WriteLine(text);
        Assert.True(errors[worst] <= KernelAccuracy.DeviceElementaryUlp, text);
    }

    /// <summary>A function: the rule that computes it, in which array, and its references.</summary>
    private sealed record ElementaryCase(
        DeviceRule Rule, int Output, Func<double, double> AtSingle, Func<double, int, DoubleDouble> AtDouble)
    {
        public static ElementaryCase Of<F>(DeviceRule rule, int output)
            where F : struct, IElementaryFunction => new(rule, output, F.AtSingle, F.AtDouble);
    }
}
