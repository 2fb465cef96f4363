using System.Numerics;

namespace Numerics.Testing;

/// <summary>What runs a rule on a device refuses bad arrays.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceRefusalLaw<T>(ILawDevice device, LawSettings settings)
    : RefusalLaw<T>(device.Rule, settings, nameof(DeviceLaws.BadArgumentsAreRefused)), IDeviceLaw
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ILawDeviceQueue<T> _queue = device.Open<T>();

    public void Dispose() => _queue.Dispose();

    protected override void Call(T[] memory, Range[] arrays, double[] host) =>
        _queue.Run(memory, arrays, host, Case.Scalars);
}
