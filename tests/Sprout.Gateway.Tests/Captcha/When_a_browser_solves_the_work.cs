using System.Diagnostics;
using System.Text.Json.Nodes;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Captcha;

public sealed class When_a_browser_solves_the_work(SharedRedis redis) : GatewayTest(redis)
{
    // What a browser's worker has around the script, as far as it is used.
    private const string Shim = """
        const fs = require('fs'), vm = require('vm');
        globalThis.self = { postMessage: (message) => console.log(JSON.stringify(message)) };
        vm.runInThisContext(fs.readFileSync(process.argv[1], 'utf8'));
        self.onmessage({ data: JSON.parse(process.argv[2]) });
        """;

    protected override (string Key, string? Value)[] Settings => [("Captcha:Alone:Difficulty", "10"), ("Captcha:Alone:Count", "24")];

    [Fact]
    public async Task The_worker_comes_without_a_key_and_may_be_kept()
    {
        using var response = await Gateway.Anonymous.GetAsync("/api/captcha/worker.js", Cancel);

        response.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        response.Headers.CacheControl!.Public.ShouldBeTrue();
        response.Headers.CacheControl.MaxAge.ShouldBe(TimeSpan.FromHours(1));
        response.Content.Headers.LastModified.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_it_finds_is_accepted()
    {
        Assert.SkipUnless(HasNode(), "node is not installed.");
        using var asked = await Gateway.Visitor.PostJsonAsync("/captcha/request", """{"kind":"proof_of_work"}""");
        var challenge = await asked.JsonAsync();

        var messages = await RunAsync(await Gateway.Anonymous.GetStringAsync("/captcha/worker.js", Cancel), challenge["proof_of_work"]!.ToJsonString());

        messages.Count(message => message["type"]!.GetValue<string>() == "progress").ShouldBe(24);
        var body = new JsonObject { ["solutions"] = messages[^1]["solutions"]!.DeepClone() };
        using var verified = await Gateway.Visitor.PostJsonAsync($"/captcha/verify/{challenge["captcha_token"]}", body.ToJsonString());
        (await verified.JsonAsync())["verified"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static async Task<JsonNode[]> RunAsync(string worker, string work)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, worker, Cancel);
            using var node = Process.Start(new ProcessStartInfo("node", ["-e", Shim, file, work]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var output = await node.StandardOutput.ReadToEndAsync(Cancel);
            await node.WaitForExitAsync(Cancel);
            node.ExitCode.ShouldBe(0);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));
}
