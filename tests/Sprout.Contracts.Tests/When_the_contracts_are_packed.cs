using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Sprout.Contracts.Tests.Schemas;
using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests;

/// <summary>The package as others get it; the build of these specs makes it, as <c>dotnet pack contracts</c> does.</summary>
public sealed class When_the_contracts_are_packed : IDisposable
{
    private readonly ZipArchive _package = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "package", $"Sprout.Contracts.{PackageVersion.Read()}.nupkg"));

    [Theory]
    [InlineData("lib/net10.0/Sprout.Contracts.dll")]
    [InlineData("lib/net10.0/Sprout.Contracts.xml")]
    [InlineData("README.md")]
    [InlineData("asyncapi.yaml")]
    [InlineData("schemas/ContainerStateChanged.json")]
    [InlineData("schemas/container_events.json")]
    public void It_is_there(string file) => _package.GetEntry(file).ShouldNotBeNull().Length.ShouldBeGreaterThan(0);

    [Fact]
    public void Nothing_else_is() =>
        _package.Entries.Select(entry => entry.FullName.Split('/')[0]).Distinct()
            .ShouldBe(["lib", "schemas", "README.md", "asyncapi.yaml", "Sprout.Contracts.nuspec", "[Content_Types].xml", "_rels", "package"], ignoreOrder: true);

    [Fact]
    public void It_needs_no_other_package() => Nuspec().Descendants().Where(element => element.Name.LocalName == "dependency").ShouldBeEmpty();

    [Theory]
    [InlineData("id", "Sprout.Contracts")]
    [InlineData("license", "MIT")]
    [InlineData("readme", "README.md")]
    [InlineData("authors", "The Sprout authors")]
    public void It_says_what_it_is(string element, string value) =>
        Nuspec().Descendants().Single(found => found.Name.LocalName == element).Value.ShouldBe(value);

    [Fact]
    public void It_is_described() => Nuspec().Descendants().Single(element => element.Name.LocalName == "description").Value.ShouldContain("messages of Sprout");

    // There is no place on the web that it could name.
    [Fact]
    public void It_names_no_address() =>
        Nuspec().Descendants().Where(element => element.Name.LocalName is "projectUrl" || element.Attribute("url") is not null).ShouldBeEmpty();

    // The same sources make the same assembly, wherever they lie.
    [Fact]
    public void Its_assembly_is_deterministic()
    {
        using var assembly = new MemoryStream();
        using (var entry = _package.GetEntry("lib/net10.0/Sprout.Contracts.dll")!.Open())
            entry.CopyTo(assembly);
        assembly.Position = 0;
        using var image = new System.Reflection.PortableExecutable.PEReader(assembly);

        image.ReadDebugDirectory().ShouldContain(entry => entry.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.Reproducible);
        Encoding.UTF8.GetString(assembly.ToArray()).ShouldNotContain(Repository.PathOf(""));
    }

    public void Dispose() => _package.Dispose();

    private XDocument Nuspec()
    {
        using var nuspec = _package.GetEntry("Sprout.Contracts.nuspec")!.Open();
        return XDocument.Load(nuspec);
    }
}
