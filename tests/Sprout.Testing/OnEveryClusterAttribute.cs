using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sprout.Testing;

/// <summary>Runs a spec once for each cluster that can be had, by its name; where there is none, it shows as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryClusterAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = TestClusters.All.Count > 0
            ? [.. TestClusters.All.Select(cluster => new TheoryDataRow<string>(cluster.Name))]
            : [new TheoryDataRow<string>("none") { Skip = TestClusters.HowToGiveOne }];
        return ValueTask.FromResult(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
