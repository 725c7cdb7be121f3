using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>What a service counts for in a quota, besides itself: a load balancer's ports are open on every node too.</summary>
internal sealed record ServiceUse(int LoadBalancers, int NodePorts)
{
    public static readonly ServiceUse None = new(0, 0);

    public static ServiceUse Of(JsonObject? spec)
    {
        var ports = spec.Array("ports").Objects().Count();
        return spec.Text("type") switch
        {
            "LoadBalancer" => new ServiceUse(1, ports),
            "NodePort" => new ServiceUse(0, ports),
            _ => None,
        };
    }

    public static ServiceUse operator +(ServiceUse left, ServiceUse right) =>
        new(left.LoadBalancers + right.LoadBalancers, left.NodePorts + right.NodePorts);

    public static ServiceUse operator -(ServiceUse left, ServiceUse right) =>
        new(left.LoadBalancers - right.LoadBalancers, left.NodePorts - right.NodePorts);
}
