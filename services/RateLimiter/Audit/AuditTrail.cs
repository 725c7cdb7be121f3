using System.Text.Json;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.RateLimiter.Audit;

/// <summary>What operators read when they ask who tried what: a capped Redis stream of plain fields.</summary>
internal sealed class AuditTrail
{
    private readonly IDatabase _database;
    private readonly AuditOptions _options;

    public AuditTrail(IDatabase database, AuditOptions options) => (_database, _options) = (database, options);

    public static string Format(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    public static string Format(Enum reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    /// <summary>Appends an entry; fields without a value are left out.</summary>
    public async Task WriteAsync(string @event, DateTimeOffset at, IEnumerable<(string Name, string? Value)> fields, CancellationToken cancellationToken)
    {
        NameValueEntry[] entry =
        [
            new("event", @event),
            new("at", Format(at)),
            .. fields.Where(field => field.Value is not null).Select(field => new NameValueEntry(field.Name, field.Value)),
        ];
        await _database.StreamAddAsync(SproutKeys.Audit, entry, _options.Length, useApproximateMaxLength: true, cancellationToken);
    }
}
