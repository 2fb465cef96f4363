using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Numerics.Gpu.Tests.OpenCl.OpenClFirst", "Numerics.Gpu.Tests")]

namespace Numerics.Gpu.Tests.OpenCl;

/// <summary>The run on the OpenCL device begins first: it is a process of its own, which takes as long as all other tests.</summary>
public sealed class OpenClFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(c => c.DisplayName.Contains(nameof(OpenClDeviceTests), StringComparison.Ordinal));
}
