using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_api_keys_are_kept(SharedRedis shared) : StateTest(shared)
{
    private const string Hash = "0123456789abcdef";

    private ApiKeyStore Store => new(Database);

    [Fact]
    public async Task What_is_added_is_found()
    {
        (await AddAsync(Hash, "ci", TimeSpan.FromDays(1))).ShouldBe(ApiKeyAddition.Added);

        var key = (await Store.FindAsync(Hash))!;
        (key.Id, key.Name, key.Owner, key.Scope, key.Pepper, key.RevokedAt, key.LastUsedAt).ShouldBe(("0123456789ab", "ci", "team", "service", "p", null, null));
        (key.ExpiresAt - key.CreatedAt).ShouldBe(TimeSpan.FromDays(1));
        (await Store.ListAsync()).ShouldBe([key]);
        (await Store.FindAsync("other")).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_with_one_name_at_once_one_is_added()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => AddAsync($"{number}", "ci")));

        answers.Count(answer => answer == ApiKeyAddition.Added).ShouldBe(1);
        (await Store.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_without_end_has_none()
    {
        await AddAsync(Hash, "ci");

        (await Store.FindAsync(Hash))!.ExpiresAt.ShouldBeNull();
        ((long)await DoAsync("TTL", SproutKeys.ApiKey(Hash).Name)).ShouldBe(-1);
    }

    [Fact]
    public async Task One_that_has_ended_is_remembered_for_a_while()
    {
        await AddAsync(Hash, "ci");
        await AddAsync("b", "short", TimeSpan.FromHours(1));

        (await Store.RevokeAsync(Hash)).ShouldBeTrue();
        (await Store.RevokeAsync(Hash)).ShouldBeFalse();
        (await Store.RevokeAsync("none")).ShouldBeFalse();

        foreach (var hash in new[] { Hash, "b" })
            TimeSpan.FromSeconds((long)await DoAsync("TTL", SproutKeys.ApiKey(hash).Name)).ShouldBeInRange(TimeSpan.FromDays(89), TimeSpan.FromDays(91));
    }

    [Fact]
    public async Task One_that_is_forgotten_leaves_the_list_too()
    {
        await AddAsync(Hash, "ci");
        await DoAsync("DEL", SproutKeys.ApiKey(Hash).Name);

        (await Store.ListAsync()).ShouldBeEmpty();
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_use_is_noted_once_a_minute_and_only_of_what_is_there()
    {
        await AddAsync(Hash, "ci");

        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.TouchAsync(Hash)))).Count(isNoted => isNoted).ShouldBe(1);
        (await Store.FindAsync(Hash))!.LastUsedAt.ShouldNotBeNull();
        (await Store.TouchAsync("none")).ShouldBeFalse();
        (await Database.KeyExistsAsync(SproutKeys.ApiKey("none"))).ShouldBeFalse();
    }

    private Task<ApiKeyAddition> AddAsync(string hash, string name, TimeSpan? lifetime = null) => Store.AddAsync(hash, name, "team", "service", "p", lifetime);
}
