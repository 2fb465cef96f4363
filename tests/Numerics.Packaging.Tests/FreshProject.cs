namespace Numerics.Packaging.Tests;

/// <summary>A project outside the repository that knows the packages alone.</summary>
internal sealed class FreshProject
{
    private const string Template = "Fresh";
    private readonly string _folder;

    /// <summary>Writes the project's file and where its packages come from.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="name">The name of its folder.</param>
    public FreshProject(PackedPackages packages, string name)
    {
        _folder = Directory.CreateDirectory(Path.Combine(packages.Folder, name)).FullName;
        Write("Fresh.csproj", Read("Fresh.csproj").Replace("VERSION", packages.Version, StringComparison.Ordinal));
        Write("nuget.config", Configuration(packages));
    }

    /// <summary>The text of a file of the template.</summary>
    public static string Read(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Template, file + ".txt"));

    /// <summary>Writes a file of the project.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <summary>Copies files of the template.</summary>
    public void CopyTemplate(params string[] files) => Array.ForEach(files, f => Write(f, Read(f)));

    /// <summary>Builds with the dotnet command.</summary>
    /// <param name="command">build or publish.</param>
    /// <param name="options">More for the command line.</param>
    public string Build(string command, params IReadOnlyList<string> options) =>
        DotNet.Run(_folder, "dotnet", [command, "-c", "Release", "-o", "out", "-v", "m", .. options]);

    /// <summary>Restores, then asks for properties.</summary>
    /// <param name="queries">Options of MSBuild.</param>
    public string Evaluate(params IReadOnlyList<string> queries)
    {
        DotNet.Run(_folder, "dotnet", ["restore", "-v", "q"]);
        return DotNet.Run(_folder, "dotnet", ["msbuild", .. queries]);
    }

    /// <summary>Runs what was built.</summary>
    /// <returns>The lines that it wrote.</returns>
    public string[] Run() => Lines(DotNet.Run(_folder, "dotnet", [Path.Combine("out", "Fresh.dll")]));

    /// <summary>Runs what was published as a program of its own.</summary>
    public string[] RunProgram() => Lines(DotNet.Run(_folder, Path.Combine(_folder, "out", "Fresh"), []));

    private static string[] Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The feed beside the user's own sources. Packages that the machine has are used where they are; new ones go to a
    /// folder of the test, so that no later run meets them.</summary>
    private static string Configuration(PackedPackages packages)
    {
        string known = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(packages.Folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="known" value="{known}" /></fallbackPackageFolders>
              <packageSources><add key="packed" value="{Path.Combine(packages.Folder, "feed")}" /></packageSources>
            </configuration>
            """;
    }
}
