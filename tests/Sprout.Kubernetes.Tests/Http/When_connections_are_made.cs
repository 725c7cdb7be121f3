using System.Net;
using System.Net.Sockets;
using Sprout.Kubernetes.Http;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_connections_are_made
{
    private static readonly IPAddress First = IPAddress.Parse("127.0.0.1");
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.2");
    private static readonly DnsEndPoint Name = new("api.test", 443);

    private readonly ClockWithTimers _clock = new();
    private readonly TestAuthority _authority = TestAuthority.Root();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_of_HTTP_2_carries_all_calls_and_watches()
    {
        await using var server = await TlsServer.StartAsync(_authority.Server());
        using var client = new KubernetesClient(Configuration(server.Url));
        await using var watch = client.WatchAsync<V1Pod>(@namespace: null, new WatchOptions { ResourceVersion = "1" }, Token).GetAsyncEnumerator(Token);
        (await watch.MoveNextAsync()).ShouldBeTrue();

        var versions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetVersionAsync(Token)));
        versions = [.. versions, await client.GetVersionAsync(Token)];

        versions.ShouldAllBe(version => version.StartsWith("HTTP/2 "));
        // Two where calls come in the moment between the first one's answer and its connection's return to the pool, as they may on a busy machine.
        server.Connections.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task An_address_that_refuses_is_passed_over_and_remembered()
    {
        var tried = new List<IPAddress>();
        var dialer = Dialer(address => address.Equals(First) ? throw new SocketException((int)SocketError.ConnectionRefused) : Task.CompletedTask, tried);

        await dialer.ConnectAsync(Name, Token);
        await dialer.ConnectAsync(Name, Token);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await dialer.ConnectAsync(Name, Token);

        tried.ShouldBe([First, Second, Second, First, Second]);
    }

    [Fact]
    public async Task An_address_that_says_nothing_has_two_seconds()
    {
        var tried = new List<IPAddress>();
        var dialer = Dialer((address, cancellationToken) => address.Equals(First) ? Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken) : Task.CompletedTask, tried);
        var connecting = dialer.ConnectAsync(Name, Token);

        _clock.Advance(TimeSpan.FromSeconds(2));

        await connecting;
        tried.ShouldBe([First, Second]);
    }

    [Fact]
    public async Task Where_no_address_answers_that_is_said()
    {
        var dialer = Dialer(_ => throw new SocketException((int)SocketError.ConnectionRefused), []);

        (await Should.ThrowAsync<SocketException>(() => dialer.ConnectAsync(Name, Token))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task A_server_that_dies_is_left_for_another_of_its_name()
    {
        var port = RedisServer.FreePort();
        var certificate = _authority.Server("api.test");
        var one = await TlsServer.StartAsync(certificate, endPoint: new(First, port));
        await using var other = await TlsServer.StartAsync(certificate, endPoint: new(Second, port));
        using var client = new KubernetesClient(Configuration($"https://api.test:{port}") with { ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>([First, Second]) });
        await using var watch = client.WatchAsync<V1Pod>(@namespace: null, new WatchOptions { ResourceVersion = "1" }, Token).GetAsyncEnumerator(Token);
        (await watch.MoveNextAsync()).ShouldBeTrue();
        other.Connections.ShouldBe(0);

        await one.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(async () => await watch.MoveNextAsync());
        await client.WatchAsync<V1Pod>(@namespace: null, new WatchOptions { ResourceVersion = "2" }, Token).FirstAsync(Token);
        await client.GetVersionAsync(Token);
        other.Connections.ShouldBe(1);
    }

    private KubernetesClientConfiguration Configuration(string url) => new() { Server = new Uri(url), SslCaCerts = [_authority.Certificate] };

    private ApiDialer Dialer(Func<IPAddress, Task> connect, List<IPAddress> tried) => Dialer((address, _) => connect(address), tried);

    private ApiDialer Dialer(Func<IPAddress, CancellationToken, Task> connect, List<IPAddress> tried) => new(
        _clock,
        (_, _) => Task.FromResult<IPAddress[]>([First, Second]),
        async (endPoint, cancellationToken) =>
        {
            tried.Add(endPoint.Address);
            await connect(endPoint.Address, cancellationToken);
            return null!;
        });
}
