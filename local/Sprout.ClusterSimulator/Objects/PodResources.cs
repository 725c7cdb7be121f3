using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>What a pod's containers ask for together, in cores and bytes. Init containers are left out.</summary>
internal sealed record PodResources(
    int Pods, decimal RequestsCpu, decimal RequestsMemory, decimal RequestsDisk, decimal LimitsCpu, decimal LimitsMemory, decimal LimitsDisk)
{
    private const string Disk = "ephemeral-storage";

    public static readonly PodResources None = new(0, 0, 0, 0, 0, 0, 0);

    public static PodResources Of(JsonObject? spec)
    {
        var sum = None with { Pods = 1 };
        foreach (var container in spec.Array("containers").Objects())
        {
            var resources = container.Object("resources");
            sum += new PodResources(
                0,
                Amount(resources.Object("requests"), "cpu"),
                Amount(resources.Object("requests"), "memory"),
                Amount(resources.Object("requests"), Disk),
                Amount(resources.Object("limits"), "cpu"),
                Amount(resources.Object("limits"), "memory"),
                Amount(resources.Object("limits"), Disk));
        }

        return sum;
    }

    public static PodResources operator +(PodResources left, PodResources right) => new(
        left.Pods + right.Pods,
        left.RequestsCpu + right.RequestsCpu,
        left.RequestsMemory + right.RequestsMemory,
        left.RequestsDisk + right.RequestsDisk,
        left.LimitsCpu + right.LimitsCpu,
        left.LimitsMemory + right.LimitsMemory,
        left.LimitsDisk + right.LimitsDisk);

    public static PodResources operator -(PodResources left, PodResources right) => new(
        left.Pods - right.Pods,
        left.RequestsCpu - right.RequestsCpu,
        left.RequestsMemory - right.RequestsMemory,
        left.RequestsDisk - right.RequestsDisk,
        left.LimitsCpu - right.LimitsCpu,
        left.LimitsMemory - right.LimitsMemory,
        left.LimitsDisk - right.LimitsDisk);

    public static string ImagesOf(JsonObject? spec) =>
        string.Join(' ', spec.Array("containers").Objects().Select(container => container.Text("image")));

    private static decimal Amount(JsonObject? amounts, string resource) =>
        Quantity.TryParse(amounts.Text(resource), out var quantity) ? quantity.Value : 0;
}
