using Sprout.Contracts;
using Sprout.RateLimiter.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.RateLimiter.Tests;

public sealed class When_the_audit_is_kept : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private RateLimiterHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await RateLimiterHost.StartAsync(("Audit:Length", "100"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_event_is_an_entry_of_plain_fields()
    {
        await _host.Bus.Publish(new CaptchaFailed { Visitor = "v-1", AddressPrefix = "203.0.113.7/32", Reason = CaptchaRejection.WrongOffset, At = At }, Cancel);

        (await EntryAsync()).ShouldBe("event=captcha_failed at=2030-01-02T03:04:05.678Z visitor=v-1 address_prefix=203.0.113.7/32 reason=wrong_offset");
    }

    [Fact]
    public async Task What_is_not_known_is_left_out()
    {
        await _host.Bus.Publish(new AuthenticationFailed { AddressPrefix = "2001:db8:1:2::/64", Reason = AuthenticationFailure.KeyExpired, KeyName = null, At = At }, Cancel);

        (await EntryAsync()).ShouldBe("event=authentication_failed at=2030-01-02T03:04:05.678Z address_prefix=2001:db8:1:2::/64 reason=key_expired");
    }

    [Fact]
    public async Task It_keeps_as_many_entries_as_is_set()
    {
        for (var i = 0; i < 600; i++)
            await _host.Bus.Publish(new CaptchaFailed { Visitor = $"v-{i}", AddressPrefix = "203.0.113.7/32", Reason = CaptchaRejection.WrongOffset, At = At }, Cancel);
        await Eventually.HoldsAsync("all are written", async () => (await LastVisitorsAsync()).Contains("v-599"));

        // Redis trims whole nodes of a hundred entries.
        ((long)await _host.Database.ExecuteAsync("XLEN", [SproutKeys.Audit.Name], Cancel)).ShouldBeInRange(100, 250);
    }

    private async Task<string[]> LastVisitorsAsync() =>
        [.. (await _host.Database.StreamRangeAsync(SproutKeys.Audit, cancellationToken: Cancel)).Select(entry => (string)entry.Values.Single(field => field.Name == "visitor").Value!)];

    private async Task<string> EntryAsync()
    {
        var entry = (await Eventually.GetAsync("an entry", async () => await _host.Database.StreamRangeAsync(SproutKeys.Audit) is [var first, ..] ? first.Values.ToArray() : null))!;
        return string.Join(' ', entry.Where(field => field.Name != "message_id").Select(field => $"{field.Name}={field.Value}"));
    }
}
