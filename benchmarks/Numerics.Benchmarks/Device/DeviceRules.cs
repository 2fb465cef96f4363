using Numerics.Gpu;
using Numerics.Gpu.Kernels;
using Numerics.Rules;
using static Numerics.Benchmarks.Hyperparameters;

namespace Numerics.Benchmarks.Device;

/// <summary>A rule of the library as both sides of a comparison call it.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Kernels">Its kernels.</param>
/// <param name="OnDevice">Queues a step, given its number.</param>
/// <param name="OnCpu">Does a step.</param>
/// <param name="Optimize">Makes an optimizer on each side.</param>
internal sealed record RuleOnBothSides(
    string Name,
    DeviceRule Kernels,
    Action<DeviceProblem, int> OnDevice,
    Action<Problem, int> OnCpu,
    Func<TensorsOnBothSides, OptimizerPair> Optimize)
{
    internal double BytesPerElement => Kernels.Rule.Plans[0].BytesPerElement(sizeof(float));

    /// <summary>The kernels that one step launches.</summary>
    internal int Launches(KernelForm form) =>
        Kernels.Singles[0].Kernels.Count(kernel => kernel.Form == form);
}

/// <summary>The rules that are compared.</summary>
internal static class DeviceRules
{
    internal static RuleOnBothSides Lion { get; } = new(
        "lion",
        LionGpu.StepDeviceRule.Instance,
        (p, _) => Rules.Lion.Step(
            p.Stream, p.X, p.M, p.G, LionLearningRate, Beta1, LionBeta2, WeightDecay),
        (p, _) => Rules.Lion.Step(
            p.XSpan, p.MSpan, p.GSpan, LionLearningRate, Beta1, LionBeta2, WeightDecay),
        t =>
        {
            Rules.Lion.Options options = new() { LearningRate = LionLearningRate, WeightDecay = WeightDecay };
            var onCpu = new Rules.Lion.Optimizer(t.HostParameters, options);
            return OptimizerPair.Of(
                t,
                Rules.Lion.CreateGpuOptimizer(t.Stream.Accelerator, t.Parameters, options),
                onCpu,
                () => onCpu.Step(t.HostGradients));
        });

    internal static RuleOnBothSides AdamW { get; } = new(
        "adamw",
        AdamWGpu.StepDeviceRule.Instance,
        (p, t) => Rules.AdamW.Step(
            p.Stream, p.X, p.M, p.V, p.G, t, LearningRate, Beta1, Beta2, Epsilon, WeightDecay),
        (p, t) => Rules.AdamW.Step(
            p.XSpan, p.MSpan, p.VSpan, p.GSpan, t, LearningRate, Beta1, Beta2, Epsilon, WeightDecay),
        t =>
        {
            Rules.AdamW.Options options = new() { LearningRate = LearningRate, WeightDecay = WeightDecay };
            var onCpu = new Rules.AdamW.Optimizer(t.HostParameters, options);
            return OptimizerPair.Of(
                t,
                Rules.AdamW.CreateGpuOptimizer(t.Stream.Accelerator, t.Parameters, options),
                onCpu,
                () => onCpu.Step(t.HostGradients));
        });

    internal static RuleOnBothSides Lamb { get; } = new(
        "lamb",
        LambGpu.StepDeviceRule.Instance,
        (p, t) => Rules.Lamb.Step(
            p.Stream, p.X, p.M, p.V, p.G, t, LearningRate, Beta1, Beta2, LambEpsilon, WeightDecay),
        (p, t) => Rules.Lamb.Step(
            p.XSpan, p.MSpan, p.VSpan, p.GSpan, t, LearningRate, Beta1, Beta2, LambEpsilon, WeightDecay),
        t =>
        {
            Rules.Lamb.Options options = new() { LearningRate = LearningRate, WeightDecay = WeightDecay };
            var onCpu = new Rules.Lamb.Optimizer(t.HostParameters, options);
            return OptimizerPair.Of(
                t,
                Rules.Lamb.CreateGpuOptimizer(t.Stream.Accelerator, t.Parameters, options),
                onCpu,
                () => onCpu.Step(t.HostGradients));
        });

    internal static IReadOnlyList<RuleOnBothSides> All { get; } = [Lion, AdamW, Lamb];
}
