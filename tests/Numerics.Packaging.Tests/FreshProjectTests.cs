namespace Numerics.Packaging.Tests;

/// <summary>What a user does first: references the package, writes a rule, builds and runs.</summary>
[Collection(PackedCollection.Name)]
public sealed class FreshProjectTests(PackedPackages packages)
{
    /// <summary>The template's numbers are chosen so that nothing rounds: its output is exact. It turns on the
    /// analyzers for trimming and Native AOT; <c>eng/check-aot.sh</c> publishes it.</summary>
    [Fact]
    public void A_project_with_a_rule_builds_without_warnings_and_runs()
    {
        FreshProject project = Project("rule");
        project.Build();
        Assert.Equal(project.Promised, project.Run());
    }

    /// <summary>One reference, to Numerics.Gpu. Rules in all places that a rule can be in, among types with names that
    /// emitted code uses too; a rule of Numerics; and two of a library that references Numerics alone. On ILGPU's CPU
    /// accelerator, with numbers that do not round. What docs/gpu.md shows is compiled with it.</summary>
    [Fact]
    public void A_project_for_devices_builds_without_warnings_and_runs()
    {
        var library = new FreshProject(packages, "gpu-library", "FreshLibrary", "Library");
        library.CopyTemplate("UnitDescent.cs");
        var project = new FreshProject(packages, "gpu", "FreshGpu");
        project.CopyTemplate("Rules.cs", "Program.cs");
        project.Write("Page.cs", GpuPage.Program());
        project.Build();
        Assert.Equal(project.Promised, project.Run());
    }

    [Fact]
    public void A_failing_generator_is_an_error_unless_the_project_opts_out()
    {
        FreshProject project = Project("property");
        string[] query = ["-getProperty:WarningsAsErrors"];
        Assert.Contains("CS8784;CS8785", project.Evaluate(query), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "CS8785",
            project.Evaluate([.. query, "-p:NumericsGeneratorFailuresAreErrors=false"]),
            StringComparison.Ordinal);
    }

    private FreshProject Project(string name)
    {
        var project = new FreshProject(packages, name);
        project.CopyTemplate("NormalizedDescent.cs", "Program.cs");
        return project;
    }
}
