using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Sprout.Chart.Tests.Helm;

/// <summary>Runs a spec once for each set of values, by its name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryRenderAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. ValueSets.Names.Select(name => new TheoryDataRow<string>(name) { Skip = HelmBinary.IsThere ? null : WithHelmAttribute.Missing })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
