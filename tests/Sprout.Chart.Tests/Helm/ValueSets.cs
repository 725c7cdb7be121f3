namespace Sprout.Chart.Tests.Helm;

/// <summary>The sets of values that the chart is tried with.</summary>
internal static class ValueSets
{
    /// <summary>The chart's own values, and nothing else.</summary>
    public const string Defaults = "defaults";

    /// <summary>What Kubernetes 1.20 can take.</summary>
    public const string Old = "kubernetes-1.20";

    private static readonly string Folder = Repository.PathOf("tests", "Sprout.Chart.Tests", "Values");

    /// <summary>Those of the chart's folder and those beside this test.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Defaults, "local", "prod", .. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The arguments that name its files.</summary>
    public static IEnumerable<string> Arguments(string name) => name switch
    {
        Defaults => [],
        "local" => ["-f", Path.Combine(HelmBinary.Chart, "values-local.yaml")],
        // With what only its operator knows.
        "prod" => ["-f", Path.Combine(HelmBinary.Chart, "values-prod.yaml"), "--set", "domain=sprout.example,image.registry=registry.example,image.repository=you/sprout,image.tag=1.2.3,ingress.certManager.email=you@sprout.example,networkPolicies.apiServer.cidrs={192.0.2.10/32}"],
        _ => ["-f", Path.Combine(Folder, name + ".yaml")],
    };
}
