using Sprout.Kubernetes;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>What a real API server and its controllers say when they refuse or take away; it need not have nodes that run anything.</summary>
public sealed class On_a_given_cluster_containers_fail : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _namespace = $"spec-{Guid.NewGuid():n}";

    [OnAGivenCluster]
    public async Task The_answer_is_the_same_as_on_the_simulator()
    {
        using var kubernetes = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(OnAGivenClusterAttribute.Kubeconfig!));
        await using var gated = new GatedCluster(OnAGivenClusterAttribute.Kubeconfig!, _folder.Path);
        var settings = new Dictionary<string, string>(When_containers_fail.Impatient) { ["KUBECONFIG"] = gated.Kubeconfig, ["Kubernetes__Namespace"] = _namespace };
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], settings);
        using var client = sprout.Client();

        try
        {
            await new FailuresOfClusters(client, kubernetes, _namespace, () => Task.Run(gated.Gate.Shut)).ProvokeAsync();
        }
        finally
        {
            await FailuresOfClusters.CleanUpAsync(kubernetes, _namespace);
        }
    }

    public void Dispose() => _folder.Dispose();
}
