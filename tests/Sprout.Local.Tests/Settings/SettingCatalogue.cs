using Sprout.Captcha;
using Sprout.Gateway;
using Sprout.Gateway.Auth.Stored;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Hosting;
using Sprout.Lifecycle;
using Sprout.Provisioner;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Manifests;
using Sprout.RateLimiter;
using Sprout.RateLimiting;
using Sprout.State;
using QuotaOptions = Sprout.State.QuotaOptions;

namespace Sprout.Local.Tests.Settings;

/// <summary>
/// Every setting of every service: what the options classes have, and what is read by hand. Which section an options class is read from stands here; that
/// no section is forgotten, <see cref="SettingReads"/> sees.
/// </summary>
internal static class SettingCatalogue
{
    private static readonly Type[] Somewhere =
        [typeof(GatewayService), typeof(LifecycleService), typeof(ProvisionerService), typeof(CaptchaService), typeof(RateLimiterService), typeof(PolicySettings)];

    /// <summary>Who reads a section.</summary>
    public static IReadOnlyDictionary<string, string> Readers { get; } = new Dictionary<string, string>
    {
        ["ApiKeys"] = "gateway",
        ["Audit"] = "rate limiter",
        ["Bus"] = "all, the same",
        ["Captcha"] = "captcha; `Required` and `RequiredForDeletion` gateway",
        ["Cors"] = "gateway",
        ["Gateway"] = "gateway",
        ["Images"] = "gateway",
        ["Ingress"] = "`UrlTemplate` lifecycle, the others provisioner",
        ["Isolation"] = "provisioner",
        ["Kubernetes"] = "gateway, lifecycle, provisioner",
        ["Lifecycle"] = "lifecycle",
        ["Logging"] = "all",
        ["Logs"] = "provisioner",
        ["Metrics"] = "all; `StateInterval` lifecycle",
        ["Process"] = "all",
        ["Quota"] = "gateway and lifecycle, the same",
        ["RateLimits"] = "gateway; `Policies` and `File` rate limiter, and the gateway until there is one",
        ["Redis"] = "all, the same",
        ["TrustedProxies"] = "gateway",
        ["Visitors"] = "gateway, the same in all",
        ["Workload"] = "provisioner",
    };

    /// <summary>Those that no options class has.</summary>
    public static IReadOnlyList<Setting> ByHand { get; } =
    [
        new("ApiKeys:Pepper", "text", "none", "What stored API keys are hashed with, 32 bytes or more; without it there are none. The same in all gateways"),
        new("Bus:ClaimIdleTime", "time", "00:00:05", "After how long of silence another process takes over a message; below `Gateway:RequestTimeout`"),
        new("Bus:RabbitMq", "text", "none", "With `rabbitmq`, required: `amqp://user:password@host:5672/vhost`, or `amqps://…`"),
        new("Bus:Transport", "`redis-streams`, `rabbitmq` or `in-memory`", "redis-streams", "What carries the messages; `in-memory` is for one process only"),
        new("Cors:Origins", "list", "none", "The origins whose pages may call the API, such as `https://example.org`"),
        new("Images:Allowed", "list", "seven patterns", "The images that may run, as patterns ([containers.md](containers.md))"),
        new("Ingress:UrlTemplate", "text", "http://{id}.localhost/", "Where a container answers; `{id}` is its id"),
        new("Logging:Format", "`text` or `json`", "text", "How lines are written on the console: for people, or for programs, with trace ids"),
        new("Metrics:Address", "text", "127.0.0.1", "The address that `Metrics:Port` is on; `0.0.0.0` or `::` for all of the machine's"),
        new("Metrics:Port", "number", "0", "Where `/metrics` answers, on this port and no other; 0 for nowhere"),
        new("Process:EndsWithStandardInput", "yes or no", "false", "For a parent process: end when standard input does, and leave Ctrl-C to it"),
        new("RateLimits:File", "text", "none", "A JSON file with `RateLimits:Policies`, read again when it changes; it comes last"),
        new("Redis:ConnectionString", "text", "required", "`host:6379,password=…,ssl=true`, or `rediss://…`"),
        new("Redis:Password", "text", "none", "The password by itself, any characters; counts more than one in the connection string"),
    ];

    /// <summary>All of them, ordered by name.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. ByHand
            .Concat(Of("ApiKeys", typeof(StoredKeyOptions)))
            .Concat(Of("ApiKeys:*", "Sprout.Gateway.Auth.ApiKeySetting"))
            .Concat(Of("Audit", "Sprout.RateLimiter.Audit.AuditOptions"))
            .Concat(Of("Captcha", typeof(Gateway.Features.Captcha.CaptchaOptions)))
            .Concat(Of("Captcha", typeof(Captcha.CaptchaOptions)))
            // What it says is Kubernetes:Namespace.
            .Concat(Of("Gateway", typeof(GatewayOptions)).Where(setting => setting.Name != "Gateway:Namespace"))
            .Concat(Of("Ingress", typeof(IngressOptions)))
            .Concat(Of("Isolation", typeof(IsolationOptions)))
            .Concat(Of("Kubernetes", typeof(KubernetesOptions)))
            .Concat(Of("Lifecycle", typeof(LifecycleOptions)).Select(WithoutChance))
            .Concat(Of("Logs", typeof(KeptLogsOptions)))
            .Concat(Metrics())
            .Concat(Of("Quota", typeof(QuotaOptions)))
            .Concat(Of("RateLimits", "Sprout.Gateway.RateLimits.GatewayLimitOptions"))
            .Concat(Of("RateLimits:Policies:*", "Sprout.RateLimiting.PolicySetting").Select(setting => setting with { Default = "as built in" }))
            .Concat(Of("TrustedProxies", "Sprout.Gateway.Http.TrustedProxiesSetting"))
            .Concat(Of("Visitors", typeof(VisitorOptions)))
            .Concat(Of("Workload", typeof(WorkloadOptions)))
            .OrderBy(setting => setting.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<Setting> Of(string section, Type options) => OptionsReader.Read(section, options);

    private static IEnumerable<Setting> Of(string section, string options) =>
        OptionsReader.Read(section, Somewhere.Select(type => type.Assembly.GetType(options)).Single(type => type is not null)!);

    private static IEnumerable<Setting> Metrics() => typeof(LifecycleService).Assembly.GetType("Sprout.Lifecycle.Telemetry.StateReporterOptions") is { } options
        ? Of("Metrics", options)
        : [new("Metrics:StateInterval", "time", "00:00:15", "How often it is looked how Redis stands: queues, quota, deadlines. Each look goes through all keys in small steps")];

    private static Setting WithoutChance(Setting setting) =>
        setting.Name == "Lifecycle:Observer:Identity" ? setting with { Default = "the machine's name and a random id" } : setting;
}
