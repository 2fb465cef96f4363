namespace Numerics.Packaging.Tests;

/// <summary>A project outside the repository that knows the packages alone.</summary>
internal sealed class FreshProject
{
    private readonly string _template;
    private readonly string _folder;

    /// <summary>Writes the project's file and where its packages come from.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="name">The name of its folder.</param>
    /// <param name="template">The folder with its files.</param>
    /// <param name="project">The project's name.</param>
    public FreshProject(PackedPackages packages, string name, string template = "Fresh", string project = "Fresh")
    {
        _template = template;
        _folder = Directory.CreateDirectory(Path.Combine(packages.Folder, name)).FullName;
        string file = project + ".csproj";
        Write(file, Read(file).Replace("VERSION", packages.Version, StringComparison.Ordinal));
        Write("nuget.config", Configuration(packages));
    }

    private FreshProject(string folder) => (_template, _folder) = ("", folder);

    /// <summary>A copy of a folder of the repository, which has the packages for its one source.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="source">The folder, from the repository's root.</param>
    public static FreshProject CopyOf(PackedPackages packages, string source)
    {
        string root = Path.Combine(PackedPackages.Repository, source);
        string folder = Path.Combine(packages.Folder, Path.GetFileName(source));
        string[] kinds = [".cs", ".csproj", ".slnx", ".props"];
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f)).Where(f => kinds.Contains(Path.GetExtension(f)) && !IsBuilt(f)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(root, file), Path.Combine(folder, file));
        }

        var project = new FreshProject(folder);
        project.Write("nuget.config", Configuration(packages));
        return project;
    }

    /// <summary>What the template says that the program prints.</summary>
    public string[] Promised => Lines(Read("output"));

    /// <summary>Writes a file of the project.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <summary>Copies files of the template.</summary>
    public void CopyTemplate(params string[] files) => Array.ForEach(files, f => Write(f, Read(f)));

    private string Read(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, _template, file + ".txt"));

    /// <summary>Builds with warnings as errors.</summary>
    /// <param name="options">More for the command line.</param>
    public void Build(params IReadOnlyList<string> options) =>
        DotNet.Run(_folder, ["build", "-c", "Release", "-o", "out", "-v", "m", "-warnaserror", .. options]);

    /// <summary>Restores, then asks for properties.</summary>
    /// <param name="queries">Options of MSBuild.</param>
    public string Evaluate(params IReadOnlyList<string> queries)
    {
        DotNet.Run(_folder, ["restore", "-v", "q"]);
        return DotNet.Run(_folder, ["msbuild", .. queries]);
    }

    /// <summary>Runs what was built.</summary>
    /// <returns>The lines that it wrote.</returns>
    public string[] Run() => Lines(DotNet.Run(_folder, [Path.Combine("out", "Fresh.dll")]));

    /// <summary>Builds and runs tests.</summary>
    /// <returns>What the runner says.</returns>
    public string Test(params IReadOnlyList<string> options) =>
        DotNet.Run(_folder, ["test", "-c", "Release", .. options]);

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar).Any(f => f is "bin" or "obj");

    private static string[] Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The feed alone, and the packages that this machine has restored where they are: nothing is downloaded.
    /// New packages go to a folder of the test, so that no later run meets them.</summary>
    private static string Configuration(PackedPackages packages) =>
        $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{Path.Combine(packages.Folder, "packages")}" /></config>
          <fallbackPackageFolders><clear /><add key="restored" value="{Restored()}" /></fallbackPackageFolders>
          <packageSources><clear /><add key="packed" value="{Path.Combine(packages.Folder, "feed")}" /></packageSources>
        </configuration>
        """;

    private static string Restored()
    {
        string[] answer = Lines(
            DotNet.Run(PackedPackages.Repository, ["nuget", "locals", "global-packages", "--list"]));
        return answer[0]["global-packages: ".Length..];
    }
}
