using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Sprout.Hosting.Telemetry;

/// <summary>
/// Which traces are recorded: those that their beginner recorded, and of those that begin here what <c>OTEL_TRACES_SAMPLER</c> says
/// (all of them unless set). A call to another server that belongs to nothing, as the renewal of a lease every few seconds, begins no trace.
/// </summary>
internal sealed class RootSampler(Sampler inner) : Sampler
{
    public static Sampler Create(string? name, string? argument)
    {
        var ratio = double.TryParse(argument, out var given) ? Math.Clamp(given, 0, 1) : 1;
        return name switch
        {
            null or "" or "always_on" or "parentbased_always_on" => Based(new AlwaysOnSampler()),
            "always_off" or "parentbased_always_off" => Based(new AlwaysOffSampler()),
            "traceidratio" or "parentbased_traceidratio" => Based(new TraceIdRatioBasedSampler(ratio)),
            _ => throw new SettingException($"OTEL_TRACES_SAMPLER is '{name}'. Set it to parentbased_always_on, parentbased_always_off or parentbased_traceidratio."),
        };

        static ParentBasedSampler Based(Sampler ofRoots) => new(new RootSampler(ofRoots));
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Client ? new(SamplingDecision.Drop) : inner.ShouldSample(samplingParameters);
}
