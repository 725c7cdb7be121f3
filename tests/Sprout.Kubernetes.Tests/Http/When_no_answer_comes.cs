using System.Net;
using System.Net.Sockets;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_no_answer_comes
{
    private readonly ClockWithTimers _clock = new();

    [Fact]
    public async Task The_call_times_out()
    {
        using var client = Silent().Client(_clock);
        var call = client.GetVersionAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(29));
        call.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<TimeoutException>(() => call)).Message.ShouldBe("GET /version: no answer within 30 s.");
    }

    [Fact]
    public async Task Half_an_answer_times_out_too()
    {
        using var client = StubServer.Streaming(new SilentStream()).Client(_clock);
        var call = client.GetVersionAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(30));

        await Should.ThrowAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task A_watch_that_does_not_begin_times_out()
    {
        using var client = Silent().Client(_clock);
        var call = client.WatchAsync<V1Pod>("n", new WatchOptions { ResourceVersion = "1" }, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(30));

        await Should.ThrowAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_one()
    {
        using var client = Silent().Client(_clock);
        using var source = new CancellationTokenSource();
        var call = client.GetVersionAsync(source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_is_a_failed_request()
    {
        // A port that was ours a moment ago.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = $"https://{listener.LocalEndpoint}";
        listener.Stop();
        using var client = new KubernetesClient(new KubernetesClientConfiguration { Server = new Uri(server) });

        (await Should.ThrowAsync<HttpRequestException>(() => client.GetVersionAsync(TestContext.Current.CancellationToken))).HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
    }

    [Fact]
    public async Task A_connection_that_is_gone_before_its_first_use_is_a_failed_request()
    {
        using var client = Gone().Client(_clock);

        await Should.ThrowAsync<HttpRequestException>(() => client.GetVersionAsync(TestContext.Current.CancellationToken));
        await Should.ThrowAsync<HttpRequestException>(async () => await client.WatchAsync<V1Pod>("n", new WatchOptions { ResourceVersion = "1" }, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken));
    }

    private static StubServer Gone() => new(_ => throw new SocketException((int)SocketError.NotConnected));

    private static StubServer Silent() =>
        new(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("Nobody gets here.");
        });

    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
