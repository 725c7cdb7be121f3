namespace Sprout.Hosting.Telemetry;

/// <summary>Whom telemetry listens to: ourselves, and the parts of others that say something about us.</summary>
internal static class TelemetrySources
{
    /// <summary>Names of <see cref="System.Diagnostics.ActivitySource"/>s.</summary>
    public static readonly string[] Traces = ["Microsoft.AspNetCore", "MassTransit", "System.Net.Http", "Sprout.*"];

    /// <summary>Names of <see cref="System.Diagnostics.Metrics.Meter"/>s. MassTransit's own is left out: it counts in milliseconds, and one series for each temporary queue.</summary>
    public static readonly string[] Metrics =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Sprout.*"];
}
