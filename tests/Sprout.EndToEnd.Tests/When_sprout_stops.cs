using System.Net;
using System.Net.Sockets;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

public sealed class When_sprout_stops : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_leaves_no_redis_and_no_error()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path);
        using var client = sprout.Client();
        await client.CreateAsync("hello");

        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);

        sprout.RedisPid.ShouldBeNull();
    }

    [Fact]
    public async Task A_second_one_on_the_folder_says_who_runs()
    {
        await using var first = await SproutProcess.UpAsync(_folder.Path);
        await using var second = SproutProcess.Start(_folder.Path);

        (await second.ExitsAsync()).ShouldBe(1);

        second.Output.ShouldContain(first.Url.ToString());
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var sprout = SproutProcess.Start(_folder.Path, ["--port", $"{port}"]);

        (await sprout.ExitsAsync()).ShouldBe(1);

        sprout.Output.ShouldContain($"{port}");
        sprout.RedisPid.ShouldBeNull();
    }

    [Fact]
    public async Task Killing_redis_alone_is_survived()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path);
        using var client = sprout.Client();
        var before = await client.CreateAsync("before");
        await client.WaitUntilAsync(before, "running");

        sprout.KillRedis();

        await Eventually.HoldsAsync("it to answer again", async () => await AnswersAsync(client, before));
        await client.WaitUntilAsync(await client.CreateAsync("after"), "running");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<bool> AnswersAsync(SproutClient client, Guid id)
    {
        try
        {
            return (await client.GetAsync(id)).GetProperty("status").GetString() == "running";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
