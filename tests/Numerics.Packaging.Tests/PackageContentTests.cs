using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Numerics.Packaging.Tests;

/// <summary>What is in the packages, and what is not.</summary>
[Collection(PackedCollection.Name)]
public sealed class PackageContentTests(PackedPackages packages)
{
    private static readonly Version FirstCompiler = new(5, 0, 0, 0);

    /// <summary>The compiler and what it brings with it.</summary>
    private static readonly string[] WithTheCompiler =
    [
        "netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp",
        "System.Collections.Immutable", "System.Memory",
    ];

    [Fact]
    public void Users_get_generator_and_build_files_and_depend_on_the_runtime()
    {
        string[] files = Files("Numerics");
        Assert.Equal(
            ["README.md", "analyzers/dotnet/cs/Numerics.Generators.dll", "build/net10.0/Numerics.targets",
                "buildTransitive/net10.0/Numerics.targets", "lib/net10.0/_._"],
            files);
        Assert.Equal([("Numerics.Core", packages.Version)], Dependencies("Numerics"));
    }

    [Fact]
    public void The_runtime_comes_without_generator()
    {
        Assert.Equal(
            ["README.md", "lib/net10.0/Numerics.Core.dll", "lib/net10.0/Numerics.Core.xml"], Files("Numerics.Core"));
        Assert.Equal(["System.Numerics.Tensors"], Dependencies("Numerics.Core").Select(d => d.Id));
    }

    /// <summary>One reference brings generator and build files too: nothing of Numerics is excluded.</summary>
    [Fact]
    public void Users_of_devices_depend_on_the_generator_and_on_ILGPU()
    {
        Assert.Equal(
            ["README.md", "lib/net10.0/Numerics.Gpu.dll", "lib/net10.0/Numerics.Gpu.xml"], Files("Numerics.Gpu"));
        Assert.Equal(["ILGPU", "Numerics", "Numerics.Core"], Dependencies("Numerics.Gpu").Select(d => d.Id).Order());
        XElement generator = Nuspec("Numerics.Gpu").Descendants().Single(e => e.Attribute("id")?.Value == "Numerics");
        Assert.Equal("All", generator.Attribute("include")?.Value);
        Assert.Null(generator.Attribute("exclude"));
    }

    /// <summary>No test framework among them.</summary>
    [Fact]
    public void The_laws_depend_on_the_runtime_and_on_FsCheck()
    {
        Assert.Equal(
            ["README.md", "lib/net10.0/Numerics.Testing.dll", "lib/net10.0/Numerics.Testing.xml"],
            Files("Numerics.Testing"));
        Assert.Equal(["FsCheck", "Numerics.Core"], Dependencies("Numerics.Testing").Select(d => d.Id).Order());
    }

    [Fact]
    public void The_laws_on_devices_depend_on_both()
    {
        Assert.Equal(
            ["README.md", "lib/net10.0/Numerics.Gpu.Testing.dll", "lib/net10.0/Numerics.Gpu.Testing.xml"],
            Files("Numerics.Gpu.Testing"));
        Assert.Equal(
            ["Numerics.Gpu", "Numerics.Testing"], Dependencies("Numerics.Gpu.Testing").Select(d => d.Id).Order());
    }

    [Theory]
    [InlineData("Numerics")]
    [InlineData("Numerics.Core")]
    [InlineData("Numerics.Gpu")]
    [InlineData("Numerics.Testing")]
    [InlineData("Numerics.Gpu.Testing")]
    public void A_package_says_what_it_is(string id)
    {
        XElement metadata = Nuspec(id);
        Assert.Equal(["MIT", "README.md"], Values(metadata, "license", "readme"));
        Assert.All(Values(metadata, "description", "tags", "authors"), v => Assert.NotEqual("", v));
    }

    [Theory]
    [InlineData("Numerics", "analyzers/dotnet/cs/Numerics.Generators.dll")]
    [InlineData("Numerics.Core", "lib/net10.0/Numerics.Core.dll")]
    [InlineData("Numerics.Gpu", "lib/net10.0/Numerics.Gpu.dll")]
    [InlineData("Numerics.Testing", "lib/net10.0/Numerics.Testing.dll")]
    [InlineData("Numerics.Gpu.Testing", "lib/net10.0/Numerics.Gpu.Testing.dll")]
    public void An_assembly_has_no_path_of_the_machine_that_built_it(string id, string file)
    {
        byte[] bytes = Bytes(id, file);
        foreach (string path in (string[])[PackedPackages.Repository, packages.Folder])
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path)));
        }
    }

    /// <summary>A generator built on a later compiler than the user's is not loaded, and it finds no assemblies but the
    /// compiler's.</summary>
    [Fact]
    public void The_generator_needs_the_first_compiler_of_dotnet_10_and_nothing_else()
    {
        using var image = new PEReader([.. Bytes("Numerics", "analyzers/dotnet/cs/Numerics.Generators.dll")]);
        MetadataReader metadata = image.GetMetadataReader();
        foreach (AssemblyReference reference in metadata.AssemblyReferences.Select(metadata.GetAssemblyReference))
        {
            string name = metadata.GetString(reference.Name);
            Assert.Contains(name, WithTheCompiler);
            Assert.True(!name.StartsWith("Microsoft", StringComparison.Ordinal) || reference.Version <= FirstCompiler);
        }
    }

    private byte[] Bytes(string id, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.PackageFile(id));
        using Stream entry = archive.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string[] Files(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.PackageFile(id));
        string[] packaging = ["_rels/", "package/", "[Content_Types].xml", id + ".nuspec"];
        return [.. archive.Entries.Select(e => e.FullName)
            .Where(f => !packaging.Any(p => f.StartsWith(p, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    private XElement Nuspec(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.PackageFile(id));
        using Stream entry = archive.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(entry).Root!.Elements().Single();
    }

    private IEnumerable<(string Id, string Version)> Dependencies(string id) => Nuspec(id).Descendants()
        .Where(e => e.Name.LocalName == "dependency")
        .Select(e => (e.Attribute("id")!.Value, e.Attribute("version")!.Value));

    private static IEnumerable<string> Values(XElement metadata, params string[] names) =>
        names.Select(n => metadata.Elements().Single(e => e.Name.LocalName == n).Value);
}
