using System.Reflection;

namespace Numerics.Packaging.Tests;

/// <summary>The packages, packed once for all tests into a folder outside the repository.</summary>
public sealed class PackedPackages : IDisposable
{
    /// <summary>Packs all packages, under a version that no feed has.</summary>
    public PackedPackages()
    {
        Folder = Directory.CreateTempSubdirectory("numerics-packaging-").FullName;
        Version = $"0.1.0-test.{Environment.ProcessId}";
        Pack("Numerics");
        Pack("Numerics.Core", "--no-build");
        Pack("Numerics.Gpu");
        Pack("Numerics.Testing");
        Pack("Numerics.Gpu.Testing");
    }

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = typeof(PackedPackages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The packages' version.</summary>
    public string Version { get; }

    /// <summary>A folder for these tests; the packages are in its folder <c>feed</c>.</summary>
    public string Folder { get; }

    /// <summary>A package's file.</summary>
    public string PackageFile(string id) => Path.Combine(Folder, "feed", $"{id}.{Version}.nupkg");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Pack(string project, params string[] more) => DotNet.Run(
        Repository,
        [
            "pack", Path.Combine("src", project), "-c", "Release", "-v", "q", "-o", Path.Combine(Folder, "feed"),
            "--artifacts-path", Path.Combine(Folder, "artifacts"), $"-p:PackageVersion={Version}", .. more,
        ]);
}

/// <summary>Tests that share the packages, and run one after the other: each is a build.</summary>
[CollectionDefinition(Name)]
public sealed class PackedCollection : ICollectionFixture<PackedPackages>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "packed";
}
