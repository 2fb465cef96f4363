using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's kernels on a device, in an element type.</summary>
internal sealed class DeviceSubject<T>(ILawDevice device, DeviceRunner<T> runner) : RuleSubject
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Rule Rule => device.Rule;

    public override string Name => $"{typeof(T).Name} kernel on {device.Name}";

    public override double Roundoff => FloatFormat.Of<T>().UnitRoundoff;

    /// <summary>Another rule is not on the device: its kernels run on the CPU.</summary>
    public override RuleSubject For(UpdateRule other) => new KernelSubject<T>(other, ContractionClass.Separate);

    public override RuleOutput Run(RuleInput input)
    {
        int variant = device.Rule.VariantOf(input.Host);
        TensorCase<T> tensor = Tensor<T>(device.Rule.Plans[variant], input);
        (double[][] slack, double[] numberSlack) = Slack(device.Rule, variant, device.Accuracy, tensor.Copy());
        return Output(runner.Run(tensor), slack, numberSlack);
    }
}
