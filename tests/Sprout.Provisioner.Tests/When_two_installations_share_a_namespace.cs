using Sprout.Contracts;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;
using Sprout.State;

namespace Sprout.Provisioner.Tests;

public sealed class When_two_installations_share_a_namespace : IAsyncLifetime
{
    private const string Theirs = "aaaaaaaaaaaa";
    private const string Ours = "bbbbbbbbbbbb";

    private readonly ApiInterference _calls = new();
    private readonly Guid _id = Guid.NewGuid();
    private ProvisionerHost _host = null!;
    private V1ObjectMeta _their = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ProvisionerHost.StartAsync("simulator", _calls);
        await _host.Database.StringSetAsync(SproutKeys.Installation, Theirs);
        await _host.Objects.ApplyAsync(Commands.Provision(_id), TestContext.Current.CancellationToken);
        _their = (await FindAsync()).ShouldNotBeNull();
        await _host.Database.StringSetAsync(SproutKeys.Installation, Ours);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_container_of_the_same_id_is_refused_and_theirs_stays_as_it_is(bool again)
    {
        await _host.ConsumeAsync(Queues.ProvisionPod, Commands.Provision(_id) with { AppliesAgain = again });

        var failure = (await _host.Failures.NextAsync()).Failure;
        failure.Reason.ShouldBe(FailureReason.Rejected);
        failure.Message.ShouldBe("A pod with this container's name is in the cluster already, and belongs to another installation of Sprout.");
        await ShouldBeUntouchedAsync();
        _calls.Calls.ShouldNotContain(call => call.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, 3600)]
    [InlineData("uid-of-ours", 0)]
    public async Task Nothing_of_theirs_is_deleted(string? uid, int asked)
    {
        await _host.SendAsync(Queues.DeletePod, new DeletePod { ContainerId = _id, PodUid = uid, AskedForSeconds = asked });

        (await _host.Deletions.NextAsync()).ShouldBe(new PodDeleted { ContainerId = _id, PodUid = null });
        await ShouldBeUntouchedAsync();
    }

    private async Task ShouldBeUntouchedAsync()
    {
        var now = (await FindAsync()).ShouldNotBeNull();
        (now.Uid, now.DeletionTimestamp, now.Labels!["app.kubernetes.io/instance"]).ShouldBe((_their.Uid, null, Theirs));
    }

    private async Task<V1ObjectMeta?> FindAsync() =>
        (await _host.Kubernetes.ReadAsync<V1Pod>(ContainerManifests.NameOf(_id), _host.Sandbox.Namespace, TestContext.Current.CancellationToken))?.Metadata;
}
