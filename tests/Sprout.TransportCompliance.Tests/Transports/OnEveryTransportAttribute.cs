using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>Runs a spec once for each transport that offers what it needs, by the transport's name; <c>--filter transport=NAME</c> picks one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryTransportAttribute : DataAttribute
{
    public Feature Needs { get; set; }

    /// <summary>Also on those that run only the most telling specs.</summary>
    public bool Smoke { get; set; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        List<ITheoryDataRow> rows = [.. AllTransports.List.Where(Suits).Select(Row)];
        if (rows.Count == 0)
            rows.Add(new TheoryDataRow<string>("none") { Skip = $"No transport offers {Needs}." });
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;

    private static TheoryDataRow<string> Row(Transport transport)
    {
        var row = new TheoryDataRow<string>(transport.Name) { Skip = transport.WhyNot };
        row.Traits.Add("transport", [transport.Name]);
        return row;
    }

    private bool Suits(Transport transport) => (Smoke || !transport.SmokeOnly) && transport.Offers.HasFlag(Needs);
}
