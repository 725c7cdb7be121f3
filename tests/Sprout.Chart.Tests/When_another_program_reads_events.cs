using System.Diagnostics;
using Sprout.Chart.Tests.Helm;
using Sprout.Testing;

namespace Sprout.Chart.Tests;

/// <summary>Redis' own server, started with what the chart's container would be.</summary>
public sealed class When_another_program_reads_events
{
    private const string Program = "exec redis-server /etc/redis/redis.conf ";

    // What a shell, Redis' own file and a person may stumble over.
    private const string Password = "it's \"3 > 2\" $HOME #1";

    [WithHelm]
    public async Task Its_user_may_follow_them_and_nothing_else()
    {
        await using var redis = await StartAsync();

        (await AskAsync(redis, "default", "sprouts-own", "XADD", "container_events", "*", "status", "running")).ShouldContain("-");
        (await AskAsync(redis, "default", "sprouts-own", "SET", "{sprout}:container:1", "secret")).ShouldBe("OK");

        (await AskAsync(redis, "container-events", Password, "XREAD", "COUNT", "10", "STREAMS", "container_events", "0")).ShouldContain("running");
        (await AskAsync(redis, "container-events", Password, "XREVRANGE", "container_events", "+", "-", "COUNT", "1")).ShouldContain("running");
        foreach (var refused in (string[][])[["XADD", "container_events", "*", "a", "b"], ["DEL", "container_events"], ["GET", "{sprout}:container:1"], ["KEYS", "*"], ["XREAD", "STREAMS", "{sprout}:queue:container", "0"], ["ACL", "LIST"], ["FLUSHALL"]])
            (await AskAsync(redis, "container-events", Password, refused)).ShouldStartWith("NOPERM", customMessage: string.Join(' ', refused));
        (await AskAsync(redis, "container-events", "sprouts-own", "PING")).ShouldContain("WRONGPASS");
    }

    // Node is there where Helm is, for both come with npm.
    [WithHelm]
    public async Task The_sample_follows_them_as_that_user()
    {
        await using var redis = await StartAsync();
        await AskAsync(redis, "default", "sprouts-own", "XADD", "container_events", "*", "status", "running");
        var place = Path.Combine(redis.Folder, "place.txt");
        await File.WriteAllTextAsync(place, "0-0", TestContext.Current.CancellationToken);
        using var reader = Process.Start(new ProcessStartInfo("node",
            [Repository.PathOf("samples", "container-events-node", "follow.mjs"), $"redis://container-events:{Uri.EscapeDataString(Password)}@127.0.0.1:{redis.Port}", place])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            (await NextAsync(reader)).ShouldContain("running");
            await AskAsync(redis, "default", "sprouts-own", "XADD", "container_events", "*", "status", "deleted");
            (await NextAsync(reader)).ShouldContain("deleted");
        }
        finally
        {
            reader.Kill();
            await reader.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    // Anybody could be that user.
    [WithHelm]
    public async Task Redis_does_not_start_with_an_empty_password() =>
        (await RunAsync(new("sh", ["-c", await CommandAsync()]) { Environment = { ["REDIS_PASSWORD"] = "sprouts-own", ["EVENTS_PASSWORD"] = "" } })).ShouldContain("EVENTS_PASSWORD: is empty");

    // A new word in the container's command restarts Redis.
    [WithHelm]
    public async Task Where_there_is_none_Redis_is_started_as_before() =>
        (await Render.OfAsync(ValueSets.Defaults)).One("StatefulSet", "sprout-redis").PodTemplate!["spec"]!["containers"]![0]!["command"]![2]!.GetValue<string>()
            .ShouldBe(Program + "--requirepass \"$REDIS_PASSWORD\"");

    private static async Task<string> CommandAsync()
    {
        var container = (await Render.OfAsync("everything-said")).One("StatefulSet", "sprout-redis").PodTemplate!["spec"]!["containers"]![0]!;
        container["env"]!.AsArray().Select(variable => variable!["name"]!.GetValue<string>()).ShouldContain("EVENTS_PASSWORD");
        return container["command"]![2]!.GetValue<string>();
    }

    private static async Task<RedisServer> StartAsync()
    {
        var command = await CommandAsync();
        command.ShouldContain(Program);
        return await RedisServer.StartAsync(extraArguments: await WordsAsync(command.Split(Program)[1]));
    }

    private static async Task<string> NextAsync(Process reader) =>
        await reader.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken) ?? "";

    // As the container's shell makes them of the text.
    private static async Task<string[]> WordsAsync(string text) =>
        (await RunAsync(new("sh", ["-c", $"printf '%s\\n' {text}"]) { Environment = { ["REDIS_PASSWORD"] = "sprouts-own", ["EVENTS_PASSWORD"] = Password } })).Split('\n');

    private static Task<string> AskAsync(RedisServer redis, string user, string password, params string[] command) =>
        RunAsync(new("redis-cli", ["-p", $"{redis.Port}", "--user", user, "--no-auth-warning", .. command]) { Environment = { ["REDISCLI_AUTH"] = password } });

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output + await errors).Trim();
    }
}
