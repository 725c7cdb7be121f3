namespace Sprout.ClusterSimulator;

/// <summary>A kubeconfig that leads to a simulator.</summary>
internal static class Kubeconfig
{
    public static string For(Uri address) => $$"""
        apiVersion: v1
        kind: Config
        current-context: sprout-simulator
        clusters:
        - name: sprout-simulator
          cluster:
            server: {{address.GetLeftPart(UriPartial.Authority)}}
        users:
        - name: sprout-simulator
          user: {}
        contexts:
        - name: sprout-simulator
          context:
            cluster: sprout-simulator
            user: sprout-simulator

        """;
}
