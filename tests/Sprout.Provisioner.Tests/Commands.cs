using Sprout.Contracts;

namespace Sprout.Provisioner.Tests;

internal static class Commands
{
    public static ProvisionPod Provision(Guid id, string image = "nginx:latest", int port = 80, params (string Name, string Value)[] environment) => new()
    {
        ContainerId = id,
        Spec = new() { Name = "web", Image = image, Port = port, Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value) },
        Url = new($"http://{id:D}.example.test/"),
    };
}
