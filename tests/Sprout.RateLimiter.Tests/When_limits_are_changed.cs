using Microsoft.Extensions.Logging;
using Sprout.RateLimiter.Tests.Support;
using Sprout.RateLimiting;
using Sprout.Testing;

namespace Sprout.RateLimiter.Tests;

public sealed class When_limits_are_changed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sprout-limits-");
    private RateLimiterHost _host = null!;

    private string File => Path.Combine(_folder.FullName, "limits.json");

    public async ValueTask InitializeAsync()
    {
        await WriteAsync("""{"RateLimits":{"Policies":{"address":{"Limit":50}}}}""");
        _host = await RateLimiterHost.StartAsync(("RateLimits:File", File), ("RateLimits:Policies:address:Limit", "70"), ("RateLimits:Policies:burst:Enabled", "false"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Those_of_the_settings_and_the_file_are_stored_the_file_last()
    {
        await _host.StoredAsync(_host.Keeper.Current);

        _host.Keeper.Current.Policies.Select(policy => (policy.Name, policy.Limit)).ShouldBe([("address", 50), ("failed-authentication", 20)]);
    }

    [Fact]
    public async Task The_changed_file_is_in_force_without_a_restart()
    {
        await WriteAsync("""{"RateLimits":{"Policies":{"address":{"Limit":7,"Window":"00:01:00"}}}}""");
        await Eventually.HoldsAsync("the change is seen", () => _host.Keeper.Current.Policies[0] is { Limit: 7, Window.TotalSeconds: 60 });

        await _host.StoredAsync(_host.Keeper.Current);
        var (_, json) = await _host.Store.ReadAsync();
        PolicySet.Parse(json!).Policies[0].Limit.ShouldBe(7);
    }

    [Theory]
    [InlineData("""{"RateLimits":{"Policies":{"address":{"Limit":0}}}}""", "Rate limit 'address': Limit is 0")]
    [InlineData("""{"RateLimits":{"Policies":{"address":{"Limitt":5}}}}""", "Limitt")]
    [InlineData("""{"RateLimits":{"Policies":{"address":{"Subject":"everybody"}}}}""", "RateLimits:Policies:address:Subject is 'everybody'. Set it to Address, Key, Owner, Global.")]
    [InlineData("""{"RateLimits":{"Policies":{"new":{"Limit":5}}}}""", "RateLimits:Policies:new:Window is not set")]
    [InlineData("""{"RateLimits":{"Policies":{"address":{"Limit":5}""", "limits.json, which cannot be read")]
    [InlineData(null, "limits.json, which cannot be read")]
    public async Task What_cannot_be_meant_is_refused_with_a_word_why_and_the_old_stays(string? content, string reason)
    {
        await _host.StoredAsync(_host.Keeper.Current);
        var before = _host.Keeper.Current;
        if (content is null)
            System.IO.File.Delete(File);
        else
            await WriteAsync(content);

        await Eventually.HoldsAsync("the refusal is logged", () => _host.Log.Lines.Any(line => line.Level == LogLevel.Error && line.Text.Contains(reason, StringComparison.Ordinal)));
        await _host.Keeper.RunOnceAsync(TestContext.Current.CancellationToken);
        _host.Keeper.Current.ShouldBeSameAs(before);
        (await _host.Store.ReadAsync()).Version.ShouldBe(before.Version);
        _host.Log.Lines.Count(line => line.Level == LogLevel.Error).ShouldBe(1);
    }

    [Fact]
    public async Task They_are_stored_again_when_redis_has_lost_them()
    {
        await _host.StoredAsync(_host.Keeper.Current);
        await _host.Redis.RestartAsync();

        await _host.StoredAsync(_host.Keeper.Current);
    }

    // In one step, as Kubernetes and editors do it.
    private async Task WriteAsync(string json)
    {
        await System.IO.File.WriteAllTextAsync(File + ".new", json);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }
}
