using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

public sealed class When_services_run_apart : IDisposable
{
    private static readonly string[] Few = ["--separate", "--gateways", "2", "--lifecycles", "1", "--provisioners", "1", "--captchas", "1"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_is_a_process_and_together_they_do_what_one_does()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Few);
        using var client = sprout.Client();
        var services = sprout.Services;
        services.Select(service => service.Name).ShouldBe(["captcha-1", "gateway-1", "gateway-2", "lifecycle-1", "provisioner-1", "ratelimiter-1"]);

        // Ctrl-C reaches all of them, and is for the one that started them to answer.
        foreach (var service in services)
            service.Signal("INT");
        var id = await client.CreateAsync("hello");
        await client.WaitUntilAsync(id, "running");
        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");

        sprout.Services.ShouldBe(services);
        services.ShouldAllBe(service => service.IsAlive);
        (await SproutProcess.DownAsync(_folder.Path)).Code.ShouldBe(0);
        (await sprout.ExitsAsync()).ShouldBe(0, sprout.Output);
        services.ShouldAllBe(service => !service.IsAlive);
        sprout.RedisPid.ShouldBeNull();
    }

    [Fact]
    public async Task Gateways_tell_of_each_others_containers()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Few);
        using var first = sprout.Client(url: sprout.Services.Single(service => service.Name == "gateway-1").Url);
        using var second = sprout.Client(url: sprout.Services.Single(service => service.Name == "gateway-2").Url);

        await first.WaitUntilAsync(await second.CreateAsync("second"), "running");
        await second.WaitUntilAsync(await first.CreateAsync("first"), "running");
    }

    [Fact]
    public async Task One_that_is_killed_is_back()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Few);
        using var client = sprout.Client();
        var killed = sprout.Services;

        foreach (var service in killed)
            service.Signal("KILL");

        await Eventually.HoldsAsync(
            "all of them are back",
            () => sprout.Services.Count == killed.Count && !sprout.Services.Any(service => killed.Any(before => before.Pid == service.Pid)));
        await Eventually.HoldsAsync("they work", client.IsReadyAsync);
        await client.WaitUntilAsync(await client.CreateAsync("after"), "running");
    }

    [Fact]
    public async Task None_outlives_the_one_that_started_it()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Few);
        var services = sprout.Services;

        await sprout.KillParentAsync();

        await Eventually.HoldsAsync("all of them are gone", () => !services.Any(service => service.IsAlive));
    }

    [Fact]
    public async Task One_that_hung_when_its_parent_was_killed_is_ended_by_the_next()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Few);
        var hung = sprout.Services[^1];
        hung.Signal("STOP");
        await sprout.KillParentAsync();
        hung.IsAlive.ShouldBeTrue();

        await using var next = await SproutProcess.UpAsync(_folder.Path, Few);

        hung.IsAlive.ShouldBeFalse();
        next.Services.ShouldNotContain(service => service.Pid == hung.Pid);
    }

    [Fact]
    public async Task What_was_left_hanging_goes_down_too()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Few);
        var hung = sprout.Services[0];
        hung.Signal("STOP");
        await sprout.KillParentAsync();

        var (code, output) = await SproutProcess.DownAsync(_folder.Path);

        code.ShouldBe(0, output);
        hung.IsAlive.ShouldBeFalse();
        sprout.RedisPid.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Settings_that_one_refuses_end_the_start_with_a_word_about_them(bool apart)
    {
        await using var sprout = SproutProcess.Start(_folder.Path, apart ? Few : [], new Dictionary<string, string> { ["Workload__RunAsUser"] = "0" });

        (await sprout.ExitsAsync()).ShouldBe(1);

        sprout.Output.ShouldContain("Workload:RunAsUser is 0");
        sprout.Output.ShouldNotContain("   at ");
        sprout.RedisPid.ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();
}
