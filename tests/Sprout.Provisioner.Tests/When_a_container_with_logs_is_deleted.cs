using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Logs;
using Sprout.Provisioner.Manifests;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_container_with_logs_is_deleted : IAsyncLifetime
{
    private readonly LogServer _server = new();
    private readonly ClockWithTimers _time = new();
    private readonly Guid _id = Guid.NewGuid();
    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private ContainerLogStore Store => new(_connection.GetDatabase());

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConfigurationString);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task The_last_lines_are_kept_before_the_pod_goes()
    {
        await using var host = await ProvisionerHost.StartAsync("simulator");
        await GivenAsync(host.Database);
        var pods = await host.Kubernetes.ListAsync<V1Pod>(host.Sandbox.Namespace, cancellationToken: Token);
        await host.Objects.ApplyAsync(Commands.Provision(_id), Token);
        await host.Sandbox.FirstEventAsync<V1Pod>(pods.Metadata.ResourceVersion!, pod => pod.Object.Status?.ContainerStatuses?.Any(status => status.State?.Running is not null) == true);

        await host.SendAsync(Queues.DeletePod, new DeletePod { ContainerId = _id });

        await host.Sandbox.FirstEventAsync<V1Pod>(pods.Metadata.ResourceVersion!, pod => pod.Type == WatchEventType.Deleted && pod.Object.Metadata.Name == ContainerManifests.NameOf(_id));
        var kept = (await host.Logs.FindAsync(_id, Token)).ShouldNotBeNull();
        Encoding.UTF8.GetString(kept.Text.Span).ShouldContain("Z listening\n");
        (kept.LeftOut, kept.IsLeast).ShouldBe((0, false));
    }

    [Fact]
    public async Task They_are_read_once()
    {
        await GivenAsync(_connection.GetDatabase());
        _server.Answer = (_, _) => LogServer.Log("2030-01-02T03:04:05.678901234Z hello\n");
        var capture = Capture();

        await capture.KeepAsync(_id, Token);
        await capture.KeepAsync(_id, Token);

        (await Store.FindAsync(_id, Token)).ShouldNotBeNull();
        _server.Requests.ShouldBe([$"/api/v1/namespaces/sprout/pods/c-{_id}/log?container=main&tailLines=501&timestamps=true&limitBytes=4194304"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("2030-01-02T03:04:06Z starting\n", "2030-01-02T03:04:06Z starting\n")]
    [InlineData("2030-01-02T03:04:05Z fatal\n", "")] // it was started again between the two reads
    public async Task The_run_before_tells_what_the_current_has_not_come_to_yet(string now, string after)
    {
        await GivenAsync(_connection.GetDatabase(), Failed("Starting"));
        _server.Answer = (query, _) => LogServer.Log(query.Contains("previous=true", StringComparison.Ordinal) ? "2030-01-02T03:04:05Z fatal\n" : now);

        await Capture().KeepAsync(_id, Token);

        Encoding.UTF8.GetString((await Store.FindAsync(_id, Token))!.Text.Span).ShouldBe($"2030-01-02T03:04:05Z fatal\n{after}");
    }

    [Fact]
    public async Task Where_there_was_no_run_before_the_current_is_kept()
    {
        await GivenAsync(_connection.GetDatabase(), Failed("Starting"));
        _server.Answer = (query, _) => query.Contains("previous=true", StringComparison.Ordinal) ? LogServer.Refusal() : LogServer.Log("2030-01-02T03:04:05Z hello\n");

        await Capture().KeepAsync(_id, Token);

        Encoding.UTF8.GetString((await Store.FindAsync(_id, Token))!.Text.Span).ShouldBe("2030-01-02T03:04:05Z hello\n");
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_can_have_run()
    {
        await GivenAsync(_connection.GetDatabase(), Failed("Pulling"));

        await Capture().KeepAsync(_id, Token);
        await Capture().KeepAsync(Guid.NewGuid(), Token);

        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_node_has_cleared_away_is_not_kept()
    {
        await GivenAsync(_connection.GetDatabase(), Failed("Starting"));
        _server.Answer = (_, _) => LogServer.Log("unable to retrieve container logs for containerd://9820e5b6");

        await Capture().KeepAsync(_id, Token);

        (await Store.FindAsync(_id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_endless_lines_only_so_much_is_read_and_the_newest_are_kept()
    {
        await GivenAsync(_connection.GetDatabase());
        var line = new string('x', 16 * 1024) + "\n";
        _server.Answer = (query, _) => LogServer.Log(query.Contains("tailLines=16&", StringComparison.Ordinal)
            ? $"{line}newest\n"
            : string.Concat(Enumerable.Repeat(line, LogCapture.MostBytesRead / line.Length * 2)));

        await Capture().KeepAsync(_id, Token);

        var kept = (await Store.FindAsync(_id, Token)).ShouldNotBeNull();
        Encoding.UTF8.GetString(kept.Text.Span).ShouldEndWith("…\nnewest\n");
        (kept.LeftOut, kept.IsLeast).ShouldBe((0, true));
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_refuses_or_breaks_does_not_hold_it_up()
    {
        await GivenAsync(_connection.GetDatabase());
        foreach (var answer in new Func<Task<HttpResponseMessage>>[] { () => throw new HttpRequestException("away"), () => throw new TimeoutException(), () => throw new IOException(), LogServer.Refusal })
        {
            _server.Answer = (_, _) => answer();

            await Capture().KeepAsync(_id, Token);
        }

        (await Store.FindAsync(_id, Token)).ShouldBeNull();
        _server.Requests.Count.ShouldBe(4, "what is away may come back");
        await Capture().KeepAsync(_id, Token);
        _server.Requests.Count.ShouldBe(4, "what is refused will be again");
    }

    [Fact]
    public async Task It_waits_two_seconds_and_then_not_at_all_for_a_while()
    {
        using var asked = Silent();
        var capture = Capture();
        for (var i = 0; i < 3; i++)
            await KeepLateAsync(capture, asked);

        await KeepAnotherAsync(capture);
        _server.Requests.Count.ShouldBe(3);

        _time.Advance(TimeSpan.FromMinutes(1));
        await KeepLateAsync(capture, asked);
    }

    [Fact]
    public async Task It_waits_for_a_container_once()
    {
        using var asked = Silent();
        var id = await KeepLateAsync(Capture(), asked);

        await Capture().KeepAsync(id, Token);

        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Others_that_have_no_logs_do_not_make_it_wait_on()
    {
        using var asked = Silent();
        var silence = _server.Answer;
        var capture = Capture();
        for (var i = 0; i < 3; i++)
        {
            _server.Answer = silence;
            await KeepLateAsync(capture, asked);
            _server.Answer = (_, _) => LogServer.Refusal();
            await capture.KeepAsync(Guid.NewGuid(), Token);
            await KeepAnotherAsync(capture);
        }

        _server.Requests.Count.ShouldBe(3 + 2);
    }

    [Fact]
    public async Task Others_that_have_do()
    {
        using var asked = Silent();
        var silence = _server.Answer;
        var capture = Capture();
        for (var i = 0; i < 4; i++)
        {
            _server.Answer = silence;
            await KeepLateAsync(capture, asked);
            _server.Answer = (_, _) => LogServer.Log("2030-01-02T03:04:05Z hello\n");
            for (var n = 0; n < 10; n++)
                await KeepAnotherAsync(capture);
        }

        _server.Requests.Count.ShouldBe(4 + 40);
    }

    private static FailureDocument Failed(string phase) => new() { Phase = phase, Reason = "Unknown", Message = "m", Hint = "h" };

    // What is asked never answers.
    private SemaphoreSlim Silent()
    {
        var asked = new SemaphoreSlim(0);
        _server.Answer = async (_, cancellationToken) =>
        {
            var silence = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            asked.Release();
            await silence;
            throw new InvalidOperationException("Nobody gets here.");
        };
        return asked;
    }

    private async Task<Guid> KeepLateAsync(LogCapture capture, SemaphoreSlim asked)
    {
        var id = await GivenAsync(_connection.GetDatabase(), id: Guid.NewGuid());
        var keeping = capture.KeepAsync(id, Token);
        await asked.WaitAsync(Token);
        keeping.IsCompleted.ShouldBeFalse();
        _time.Advance(LogCapture.Patience);
        await keeping;
        return id;
    }

    private async Task KeepAnotherAsync(LogCapture capture) => await capture.KeepAsync(await GivenAsync(_connection.GetDatabase(), id: Guid.NewGuid()), Token);

    private LogCapture Capture() => new(_server.Client(_time), Store, new KubernetesOptions(), _time, NullLogger<LogCapture>.Instance);

    private async Task<Guid> GivenAsync(IDatabase database, FailureDocument? failure = null, Guid? id = null)
    {
        var document = new ContainerDocument { CorrelationId = id ?? _id, CurrentState = ContainerStates.Deleting, AppliedPodUid = "uid", Failure = failure };
        await database.ExecuteAsync(
            "HSET", [SproutKeys.Container(document.CorrelationId).Name, "version", 1, "data", JsonSerializer.SerializeToUtf8Bytes(document, StateJson.Options)], Token);
        return document.CorrelationId;
    }
}
