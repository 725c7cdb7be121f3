using Sprout.Local.Data;
using Sprout.Local.Operators;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Local.Keys;

/// <summary><c>keys</c>: makes, lists and revokes the API keys in Redis. Each answers with the exit code: 0 when all that was asked is done.</summary>
public sealed class KeysCommand(Func<string, string?> environment, TimeProvider time, TextWriter output, TextWriter error)
{
    private readonly RedisFinder _finder = new(environment);

    /// <summary>Makes a key and prints it, which nobody can do again.</summary>
    public Task<int> CreateAsync(KeysOptions options, NewKey wanted) => WithAsync(options, async store =>
    {
        if (Pepper(options) is not { } pepper)
        {
            await error.WriteLineAsync(options.Redis is null
                ? $"There is no pepper in {Path.GetFullPath(options.Data)}, so nothing runs there, and {LocalPepper.Variable} is not set."
                : $"Say in {LocalPepper.Variable} the pepper (ApiKeys:Pepper) of the gateways on that Redis; keys that are made with another let nobody in.");
            return 1;
        }

        var hasher = new ApiKeyHasher(pepper);
        var key = ApiKeyHasher.MakeKey(wanted.Scope);
        var hash = hasher.Hash(key);
        switch (await store.AddAsync(hash, wanted.Name, wanted.Owner ?? wanted.Name, wanted.Scope, hasher.Fingerprint, wanted.Lifetime))
        {
            case ApiKeyAddition.NameTaken:
                await error.WriteLineAsync($"There is an active key named {wanted.Name}. Name this one otherwise, or revoke that one first.");
                return 1;
            case ApiKeyAddition.OtherPepper:
                await error.WriteLineAsync("The keys in this Redis were made with another pepper, so this one would let nobody in, or those do not. Take their pepper, or revoke them first.");
                return 1;
        }

        var made = await store.FindAsync(hash);
        await output.WriteLineAsync(options.Json ? KeysJson.Of(made!, key, time.GetUtcNow()) : key);
        if (!options.Json)
            await error.WriteLineAsync($"This is the key {made!.Name} ({made.Id}). It is shown this once; keep it safe.");
        return 0;
    });

    /// <summary>Lists all keys, also those that have ended lately.</summary>
    public Task<int> ListAsync(KeysOptions options) => WithAsync(options, async store =>
    {
        var keys = await store.ListAsync();
        await output.WriteLineAsync(options.Json ? KeysJson.Of(keys, time.GetUtcNow()) : KeysText.Of(keys, time.GetUtcNow()));
        return 0;
    });

    /// <summary>Revokes the key with that name or id.</summary>
    public Task<int> RevokeAsync(KeysOptions options, string nameOrId) => WithAsync(options, async store =>
    {
        var named = (await store.ListAsync()).Where(key => key.Name == nameOrId || key.Id == nameOrId).ToList();
        var good = named.Where(key => key.RevokedAt is null).ToList();
        if (good.Count > 1)
        {
            // An expired one may have the name of its successor.
            await error.WriteLineAsync($"Several keys are named {nameOrId}; say which by its id: {string.Join(", ", good.Select(key => key.Id))}.");
            return 1;
        }

        if (good.Count == 0 || !await store.RevokeAsync(good[0].Hash))
        {
            await error.WriteLineAsync(named.Count == 0 ? $"There is no key {nameOrId}." : $"{nameOrId} was revoked before.");
            return 1;
        }

        await output.WriteLineAsync(options.Json ? KeysJson.Of((await store.FindAsync(good[0].Hash))!, key: null, time.GetUtcNow()) : $"Revoked {good[0].Name} ({good[0].Id}). Gateways let it in for 10 seconds more at most, unless ApiKeys:CacheTime says otherwise.");
        return 0;
    });

    // The pepper of a data folder belongs to the Redis of that folder.
    private string? Pepper(KeysOptions options) => LocalPepper.Recall(options.Redis is null ? options.Data : null, environment);

    private async Task<int> WithAsync(KeysOptions options, Func<ApiKeyStore, Task<int>> act)
    {
        try
        {
            await using var redis = await _finder.ConnectAsync(options.Redis, options.Data);
            return await act(new(redis.GetDatabase()));
        }
        catch (Exception exception) when (exception is NoRedisException or RedisException or ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(exception is ArgumentException { ParamName: not null } ? exception.Message.Split(" (Parameter", 2)[0] : exception.Message);
            return 1;
        }
    }
}
