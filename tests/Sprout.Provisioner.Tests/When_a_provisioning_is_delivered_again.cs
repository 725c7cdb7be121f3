using System.Text.Json;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Consumers;
using Sprout.Provisioner.Manifests;
using Sprout.State;

namespace Sprout.Provisioner.Tests;

/// <summary>Whoever had it before died over it, and the container has had time to end.</summary>
public sealed class When_a_provisioning_is_delivered_again
{
    private readonly Guid _id = Guid.NewGuid();

    [Theory]
    [InlineData(ContainerStates.Failed)]
    [InlineData(ContainerStates.Deleting)]
    [InlineData(ContainerStates.Deleted)]
    public async Task A_container_that_has_ended_does_not_run_again(string state)
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");
        await GivenAsync(host, state);

        await ConsumeAsync(host, isAgain: true);

        (await HasPodAsync(host)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_nobody_knows_any_more_does_not_run_at_all()
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");

        await ConsumeAsync(host, isAgain: true);

        (await HasPodAsync(host)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(ContainerStates.Pending, true)]
    [InlineData(ContainerStates.Deleting, false)]
    public async Task One_that_nobody_has_read_for_a_while_is_asked_about_too(string state, bool isWanted)
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");
        await GivenAsync(host, state);

        await host.Create<ProvisionPodConsumer>().Consume(Delivery.Of(Commands.Provision(_id), isAgain: false, host.Bus, DateTime.UtcNow.AddMinutes(-1)));

        (await HasPodAsync(host)).ShouldBe(isWanted);
    }

    [Fact]
    public async Task One_that_waits_for_it_gets_its_pod()
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");
        await GivenAsync(host, ContainerStates.Pending);

        await ConsumeAsync(host, isAgain: true);

        (await HasPodAsync(host)).ShouldBeTrue();
        (await host.Applications.NextAsync()).ContainerId.ShouldBe(_id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_runs_has_it_done_only_where_it_asked_while_it_ran(bool appliesAgain)
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");
        await GivenAsync(host, ContainerStates.Running);
        await host.Objects.ApplyAsync(Commands.Provision(_id), CancellationToken.None);
        await host.Kubernetes.DeleteAsync<V1Service>(ContainerManifests.NameOf(_id), host.Sandbox.Namespace);

        await ConsumeAsync(host, isAgain: true, appliesAgain);

        (await host.Kubernetes.ReadAsync<V1Service>(ContainerManifests.NameOf(_id), host.Sandbox.Namespace) is not null).ShouldBe(appliesAgain);
    }

    // What asks Redis every time costs every container a round trip.
    [Fact]
    public async Task What_comes_for_the_first_time_is_done_unasked()
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");

        await ConsumeAsync(host, isAgain: false);

        (await HasPodAsync(host)).ShouldBeTrue();
    }

    private Task ConsumeAsync(ProvisionerHost host, bool isAgain, bool appliesAgain = false) =>
        host.Create<ProvisionPodConsumer>().Consume(Delivery.Of(Commands.Provision(_id) with { AppliesAgain = appliesAgain }, isAgain, host.Bus));

    private async Task<bool> HasPodAsync(ProvisionerHost host) =>
        await host.Kubernetes.ReadAsync<V1Pod>(ContainerManifests.NameOf(_id), host.Sandbox.Namespace) is not null;

    private async Task GivenAsync(ProvisionerHost host, string state)
    {
        var document = new ContainerDocument { CorrelationId = _id, CurrentState = state };
        await host.Database.ExecuteAsync(
            "HSET", [SproutKeys.Container(_id).Name, "version", 1, "data", JsonSerializer.SerializeToUtf8Bytes(document, StateJson.Options)], TestContext.Current.CancellationToken);
    }
}
