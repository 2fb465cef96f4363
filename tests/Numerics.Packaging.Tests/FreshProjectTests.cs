using System.Runtime.InteropServices;

namespace Numerics.Packaging.Tests;

/// <summary>What a user does first: references the package, writes a rule, builds and runs.</summary>
[Collection(PackedCollection.Name)]
public sealed class FreshProjectTests(PackedPackages packages)
{
    /// <summary>Exact: but for the last, the numbers of the template are chosen so that no operation rounds.</summary>
    private static readonly string[] Output =
    [
        "definition [-2, -2] [3, 4]",
        "kernel [-2, -2] [3, 4]",
        "passes 2",
        "optimizer [0.75, -0.75, 0] [2.25]",
        "library 0.5000",
    ];

    [Fact]
    public void A_project_with_a_rule_builds_without_warnings_and_runs()
    {
        FreshProject project = Project("rule");
        project.Build("build", "-warnaserror");
        Assert.Equal(Output, project.Run());
    }

    [Fact]
    public void It_gives_no_warnings_when_trimmed_and_runs_the_same()
    {
        FreshProject project = Project("trimmed");
        project.Build("publish", "-warnaserror", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained",
            "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false");
        Assert.Equal(Output, project.RunProgram());
    }

    [Fact]
    public void A_failing_generator_is_an_error_unless_the_project_opts_out()
    {
        FreshProject project = Project("property");
        string[] query = ["-getProperty:WarningsAsErrors"];
        Assert.Contains("CS8784;CS8785", project.Evaluate(query), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "CS8785", project.Evaluate([.. query, "-p:NumericsGeneratorFailuresAreErrors=false"]), StringComparison.Ordinal);
    }

    private FreshProject Project(string name)
    {
        var project = new FreshProject(packages, name);
        project.CopyTemplate("NormalizedDescent.cs", "Program.cs");
        return project;
    }
}
