using Sprout.Local.Data;

namespace Sprout.Local;

/// <summary>What <c>up</c> tells people once all of it runs.</summary>
public static class Announcement
{
    /// <summary>How its first line begins; the address follows.</summary>
    public const string Ready = "Sprout is ready: ";

    /// <summary>The lines.</summary>
    public static string Of(Uri url, LocalKeys keys, DataFolder folder, string cluster) =>
        $$"""
        {{Ready}}{{url}}
          docs         {{url}}docs
          service key  {{keys.Service}}
          visitor key  {{keys.Visitor}}
                       (kept in {{folder.File("keys.json")}}, unless SPROUT_SERVICE_KEY and SPROUT_VISITOR_KEY are set)
          cluster      {{cluster}}
          try          curl -X POST {{url}}containers -H 'X-API-Key: {{keys.Service}}' -H 'Content-Type: application/json' -d '{"name":"hello"}'
          stop         Ctrl-C, or `sprout down`
        """;
}
