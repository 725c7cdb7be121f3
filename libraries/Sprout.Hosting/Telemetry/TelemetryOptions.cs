using System.Net;
using Microsoft.Extensions.Configuration;

namespace Sprout.Hosting.Telemetry;

/// <summary>What a process tells of itself, and where.</summary>
/// <param name="MetricsEndPoint"><c>Metrics:Port</c> at <c>Metrics:Address</c> (127.0.0.1 unless set): where <c>/metrics</c> answers; null for nowhere.</param>
/// <param name="ExportsTraces">Whether spans go to the collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (or <c>…_TRACES_ENDPOINT</c>) names.</param>
/// <param name="ExportsMetrics">The same for metrics (<c>…_METRICS_ENDPOINT</c>).</param>
/// <param name="LogsAreJson"><c>Logging:Format</c> is <c>json</c>: then trace ids go from service to service too, for the lines to be found by.</param>
public sealed record TelemetryOptions(IPEndPoint? MetricsEndPoint, bool ExportsTraces, bool ExportsMetrics, bool LogsAreJson)
{
    private const string PortKey = "Metrics:Port";
    private const string AddressKey = "Metrics:Address";
    private const string FormatKey = "Logging:Format";

    /// <summary>Whether anybody asks for metrics. Whoever would have to look something up for them need not otherwise.</summary>
    public bool HasMetrics => MetricsEndPoint is not null || ExportsMetrics;

    /// <summary>Reads the settings. Throws <see cref="SettingException"/> for what cannot be meant.</summary>
    public static TelemetryOptions Read(IConfiguration configuration)
    {
        var isOff = configuration["OTEL_SDK_DISABLED"] is { } disabled && disabled.Equals("true", StringComparison.OrdinalIgnoreCase);
        return new(ReadEndPoint(configuration), !isOff && Exports("TRACES"), !isOff && Exports("METRICS"), ReadFormat(configuration));

        bool Exports(string signal) =>
            configuration[$"OTEL_{signal}_EXPORTER"] is null or "" or "otlp"
            && (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 });
    }

    private static IPEndPoint? ReadEndPoint(IConfiguration configuration)
    {
        var text = configuration[PortKey] is { Length: > 0 } given ? given : "0";
        if (!ushort.TryParse(text, out var port))
            throw new SettingException($"{PortKey} is '{text}'. Set it to a port, or to 0 for none.");
        var name = configuration[AddressKey] is { Length: > 0 } set ? set : "127.0.0.1";
        if (!IPAddress.TryParse(name, out var address))
            throw new SettingException($"{AddressKey} is '{name}'. Set it to 127.0.0.1, to another address of this machine, or to 0.0.0.0 or :: for all of them.");
        return port == 0 ? null : new(address, port);
    }

    private static bool ReadFormat(IConfiguration configuration) => configuration[FormatKey] switch
    {
        null or "" or "text" => false,
        "json" => true,
        var other => throw new SettingException($"{FormatKey} is '{other}'. Set it to text or json."),
    };
}
