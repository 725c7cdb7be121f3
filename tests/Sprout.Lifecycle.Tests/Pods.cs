using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

/// <summary>Pods as the provisioner makes them, as far as the observer looks at them.</summary>
internal static class Pods
{
    /// <param name="sandbox">Where.</param>
    /// <param name="host">Whose installation it belongs to.</param>
    /// <param name="containerId">Which container it stands for.</param>
    /// <param name="image">Its image; the simulator's pods fare as its name says.</param>
    /// <param name="played">How a played node of a real cluster makes it fare.</param>
    public static async Task<V1Pod> CreateAsync(Sandbox sandbox, LifecycleHost host, Guid containerId, string image = "nginx:latest", string played = "run") =>
        await sandbox.CreatePodAsync(new()
        {
            Metadata = sandbox.Meta($"c-{containerId:D}") with
            {
                Labels = new Dictionary<string, string>
                {
                    ["app.kubernetes.io/managed-by"] = "sprout",
                    ["app.kubernetes.io/instance"] = await host.Get<State.InstallationId>().GetAsync(),
                    ["sprout.dev/container"] = containerId.ToString("D"),
                },
                Annotations = new Dictionary<string, string> { ["fake/outcome"] = played },
            },
            Spec = new() { AutomountServiceAccountToken = false, TerminationGracePeriodSeconds = 1, Containers = [new() { Name = "main", Image = image }] },
        });
}
