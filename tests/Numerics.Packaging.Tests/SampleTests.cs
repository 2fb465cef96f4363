namespace Numerics.Packaging.Tests;

/// <summary>The sample of a rule with its tests, which knows the packages alone.</summary>
[Collection(PackedCollection.Name)]
public sealed class SampleTests(PackedPackages packages)
{
    [Fact]
    public void A_rule_of_ones_own_passes_its_laws()
    {
        FreshProject project = FreshProject.CopyOf(packages, Path.Combine("samples", "MyRule"));
        string said = project.Test($"-p:NumericsVersion={packages.Version}");
        Assert.Contains("Passed!", said, StringComparison.Ordinal);
        Assert.Contains("Skipped:     0", said, StringComparison.Ordinal);
    }
}
