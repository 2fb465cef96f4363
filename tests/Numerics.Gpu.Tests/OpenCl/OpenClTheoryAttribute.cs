using System.Runtime.CompilerServices;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Scripts;

namespace Numerics.Gpu.Tests.OpenCl;

/// <summary>
/// A theory that needs the OpenCL device of <c>eng/opencl-device.sh</c>; skipped, with the reason, where it can't be
/// had.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenClTheoryAttribute : TheoryAttribute
{
    public OpenClTheoryAttribute([CallerMemberName] string test = "") => this.SkipFor(WhyNot, test);

    // A run restricted to one kind of device has no other; the run inside the device's folder is one of these.
    private static string? WhyNot => DeviceCatalogue.Restriction is { } kind
        ? $"{DeviceCatalogue.Variable} restricts this run to {kind}"
        : Script.OpenClDevice.WhyNot;
}
