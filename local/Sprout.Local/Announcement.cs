using Sprout.Local.Data;

namespace Sprout.Local;

/// <summary>What <c>up</c> tells people once all of it runs.</summary>
public static class Announcement
{
    /// <summary>How its first line begins; the address follows.</summary>
    public const string Ready = "Sprout is ready: ";

    /// <summary>The lines.</summary>
    /// <param name="url">Where it answers.</param>
    /// <param name="keys">Who is let in.</param>
    /// <param name="folder">Where it keeps its data.</param>
    /// <param name="cluster">Where its containers run.</param>
    /// <param name="metrics">Where <c>/metrics</c> answers; null for nowhere.</param>
    public static string Of(Uri url, LocalKeys keys, DataFolder folder, string cluster, string? metrics = null) =>
        $$"""
        {{Ready}}{{url}}
          docs         {{url}}docs
          service key  {{keys.Service}}
          visitor key  {{keys.Visitor}}
                       (kept in {{folder.File("keys.json")}}, unless SPROUT_SERVICE_KEY and SPROUT_VISITOR_KEY are set)
          cluster      {{cluster}}
          try          curl -X POST {{url}}containers -H 'X-API-Key: {{keys.Service}}' -H 'Content-Type: application/json' -d '{"name":"hello"}'
          metrics      {{metrics ?? "none; --metrics PORT says where"}}
          stop         Ctrl-C, or `sprout down`
        """;
}
