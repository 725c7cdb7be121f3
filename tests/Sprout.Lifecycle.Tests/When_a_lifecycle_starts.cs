using Sprout.Contracts;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_lifecycle_starts
{
    [Fact]
    public async Task It_asks_again_for_what_died_with_the_process_before() => (await AskingsAsync(messagesOutlive: false)).ShouldBe(2);

    [Fact]
    public async Task It_does_not_repeat_what_is_still_under_way() => (await AskingsAsync(messagesOutlive: true)).ShouldBe(1);

    /// <summary>How often a step has been asked for that is not overdue, once a process has started and done what is.</summary>
    private static async Task<int> AskingsAsync(bool messagesOutlive)
    {
        await using var host = await LifecycleHost.StartAsync();
        var (overdue, fresh) = (Guid.NewGuid(), Guid.NewGuid());
        await host.AskAsync(Requests.Create(overdue));
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.AskAsync(Requests.Create(fresh));
        using var keeper = host.Keeper(messagesOutlive);

        await keeper.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync("what is overdue was asked for", () => host.TimesToLive<ProvisionPod>(command => command.ContainerId == overdue).Any(time => time is not null));
        await keeper.StopAsync(CancellationToken.None);

        return host.Sent<ProvisionPod>(command => command.ContainerId == fresh);
    }
}
