using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests;

public sealed class When_values_are_wrong
{
    [Theory(SkipUnless = nameof(HasHelm), Skip = WithHelmAttribute.Missing)]
    [InlineData("gateway.replicas=two", "gateway.replicas: Invalid type. Expected: integer, given: string")]
    [InlineData("quota.totl=3", "quota: Additional property totl is not allowed")]
    [InlineData("gatway.replicas=2", "(root): Additional property gatway is not allowed")]
    [InlineData("domain=https://sprout.example", "domain: Does not match pattern")]
    [InlineData("redis.appendFsync=sometimes", "redis.appendFsync: redis.appendFsync must be one of the following: \"always\", \"everysec\", \"no\"")]
    [InlineData("containers.profile=Privileged", "containers.profile: containers.profile must be one of the following: \"Baseline\", \"Restricted\"")]
    [InlineData("containers.urlTemplate=http://sprout.example/", "containers.urlTemplate: Does not match pattern")]
    [InlineData("containers.resources.limits.memory=lots", "containers.resources.limits.memory: Does not match pattern")]
    [InlineData("networkPolicies.apiServer.cidrs={192.0.2.1}", "networkPolicies.apiServer.cidrs.0: Does not match pattern")]
    [InlineData("gateway.settings.Gateway:DefaultPort=80", "gateway.settings: Property name of \"Gateway:DefaultPort\" does not match")]
    [InlineData("rateLimiter.policies.creation.Subject=country", "rateLimiter.policies.creation.Subject")]
    [InlineData("gateway.image.digest=latest", "gateway.image.digest: Does not match pattern")]
    [InlineData("containers.namespace.name=sprout-system", "strangers' containers need a namespace of their own")]
    [InlineData("redis.enabled=false", "redis.external.host is needed where redis.enabled is false")]
    [InlineData("redis.enabled=false,redis.external.host=redis.example,redis.eventsReader.secret=events-reader", "redis.eventsReader is for redis.enabled")]
    [InlineData("redis.secret.name=", "redis.secret.name is needed: the Secret with Redis' password")]
    [InlineData("ingress.certManager.createIssuer=true", "ingress.certManager.email (LETSENCRYPT_EMAIL) is needed")]
    [InlineData("bus.transport=rabbitmq", "bus.rabbitMqSecret is needed")]
    [InlineData("bus.transport=rabbitmq,bus.rabbitMqSecret=rabbit", "networkPolicies.externalPorts is needed where bus.transport is rabbitmq")]
    [InlineData("bus.transport=rabbitmq,bus.rabbitMqSecret=rabbit,networkPolicies.externalPorts={5672},keda.enabled=true", "keda.enabled is for bus.transport=redis-streams")]
    [InlineData("metrics.enabled=false,metrics.rules.enabled=true", "metrics.rules.enabled needs metrics.enabled")]
    [InlineData("networkPolicies.redisClients[0].pods.app=billing", "networkPolicies.redisClients.0: namespace is required")]
    [InlineData("grafana.admin.username=admin", "grafana.admin.password is needed")]
    public async Task Helm_says_which_and_renders_nothing(string wrong, string message)
    {
        var result = await HelmBinary.RunAsync(["template", "sprout", HelmBinary.Chart, "--namespace", Render.Namespace, "--set", wrong], TestContext.Current.CancellationToken);
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(message);
        result.Output.ShouldBeEmpty();
    }

    public static bool HasHelm => HelmBinary.IsThere;
}
