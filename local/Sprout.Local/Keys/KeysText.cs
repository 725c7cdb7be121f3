using System.Globalization;
using Sprout.Local.Operators;
using Sprout.State;

namespace Sprout.Local.Keys;

/// <summary>API keys for people to read.</summary>
public static class KeysText
{
    /// <summary>A table with a line per key. Times are UTC.</summary>
    public static string Of(IReadOnlyList<ApiKeyRecord> keys, DateTimeOffset now) => keys.Count == 0
        ? "No keys in Redis. Those of the configuration (ApiKeys:N) are not listed here."
        : Table.Of(
            ["id", "name", "owner", "scope", "created", "expires", "last used", "state"],
            keys.Select(key => (string[])[key.Id, key.Name, key.Owner, key.Scope, Time(key.CreatedAt), Time(key.ExpiresAt), Time(key.LastUsedAt), Word(key.StateAt(now))]),
            left: 8);

    /// <summary>A state in one word.</summary>
    public static string Word(ApiKeyState state) => state switch
    {
        ApiKeyState.Active => "active",
        ApiKeyState.Expired => "expired",
        _ => "revoked",
    };

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";
}
