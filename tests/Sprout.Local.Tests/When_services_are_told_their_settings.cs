using Sprout.Kubernetes;
using Sprout.Local.Cluster;
using Sprout.Local.Data;
using Sprout.Local.Separate;

namespace Sprout.Local.Tests;

public sealed class When_services_are_told_their_settings
{
    private static readonly KubernetesClientConfiguration Cluster = new() { Server = new("https://cluster.test"), Context = "the-context" };

    private readonly ServiceSettings _settings = new(
        new LocalSettings(new LocalKeys("service-key", "visitor-key"), "pepper", "127.0.0.1:1,password=word", "http://{id}.test/"),
        new LocalCluster(Cluster, "http://{id}.test/", "a cluster"));

    [Fact]
    public void All_reach_Redis_and_answer_where_they_are_asked() => new ServiceCounts().Instances()
        .ShouldAllBe(instance => Of(instance)["Redis:ConnectionString"] == "127.0.0.1:1,password=word" && Of(instance)["ASPNETCORE_URLS"] == "http://127.0.0.1:7/");

    [Fact]
    public void Only_gateways_know_the_keys() => new ServiceCounts().Instances()
        .ShouldAllBe(instance => Of(instance).Values.Contains("service-key") == (instance.Kind == ServiceKind.Gateway));

    [Fact]
    public void Only_gateways_know_the_pepper() => new ServiceCounts().Instances()
        .ShouldAllBe(instance => Of(instance).Values.Contains("pepper") == (instance.Kind == ServiceKind.Gateway));

    [Fact]
    public void Gateways_believe_the_proxy_before_them_and_none_before_it() => new ServiceCounts().Instances().Where(instance => instance.Kind == ServiceKind.Gateway)
        .ShouldAllBe(instance => Of(instance)["TrustedProxies:Networks:0"] == "127.0.0.1/32" && Of(instance)["TrustedProxies:Hops"] == "1");

    [Fact]
    public void Only_who_talks_to_the_cluster_knows_it_and_by_the_name_that_it_had_at_first() => new ServiceCounts().Instances()
        .ShouldAllBe(instance => Of(instance).Values.Contains("the-context") == (instance.Kind == ServiceKind.Lifecycle || instance.Kind == ServiceKind.Provisioner || instance.Kind == ServiceKind.Gateway));

    [Fact]
    public void Each_lifecycle_is_another_observer_and_its_successor_the_same()
    {
        string?[] observers = [Observer(1), Observer(2), Observer(1)];

        observers[0].ShouldBe(observers[2]);
        observers[0].ShouldNotBe(observers[1]);

        string? Observer(int number) => Of(new(ServiceKind.Lifecycle, number))["Lifecycle:Observer:Identity"];
    }

    private IReadOnlyDictionary<string, string?> Of(ServiceInstance instance) => _settings.Of(instance, new("http://127.0.0.1:7/"));
}
