using System.Xml.Linq;
using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>The version of the package, as the project file says it.</summary>
internal static class PackageVersion
{
    public static string Read() => XDocument.Load(Repository.PathOf("contracts/Sprout.Contracts.csproj")).Descendants("Version").Single().Value;
}
