using System.Text;

namespace Sprout.Kubernetes.Tests.Support;

/// <summary>Writes kubeconfigs.</summary>
internal static class KubeconfigText
{
    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>One context, <c>test</c>, with the fields of its cluster and of its user as they stand in YAML's braces.</summary>
    public static string Of(string cluster, string user, string context = "") =>
        $$"""
          apiVersion: v1
          kind: Config
          current-context: test
          preferences: {}
          contexts:
          - name: test
            context: {cluster: c1, user: u1{{(context.Length > 0 ? $", {context}" : "")}}}
          clusters:
          - name: c1
            cluster: { {{cluster}} }
          users:
          - name: u1
            user: { {{user}} }
          """;
}
