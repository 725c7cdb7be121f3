using System.Globalization;

namespace Sprout.Testing;

/// <summary>One run of rabbitmq-server without plugins, with an epmd of its own: the node would start one that outlives it.</summary>
internal static class RabbitMqProcess
{
    private const string Guard = """
        command -v epmd >/dev/null || exit 127
        exec 3<&0
        epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" 3<&- </dev/null &
        epmd=$!
        "$1" 3<&- </dev/null &
        rabbit=$!
        echo "pid $rabbit"
        (cat <&3; kill -9 $rabbit $epmd) >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait $rabbit
        code=$?
        kill $guard $epmd
        exit $code
        """;

    // Debian's /usr/sbin/rabbitmq-server changes the user and loses the environment, so the script behind it comes first.
    private static readonly string[] Folders = ["/usr/lib/rabbitmq/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];

    /// <summary>The script that starts it; null where it is not installed.</summary>
    public static string? Program { get; } = Folders.Select(folder => Path.Combine(folder, "rabbitmq-server")).FirstOrDefault(File.Exists);

    public static Task<GuardedProcess> StartAsync(int port, int distributionPort, int epmdPort, string folder)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = epmdPort.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_NODENAME"] = $"sprout{port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"),
            // The script then becomes the server instead of waiting for it, so that the id that we know is the server's.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };
        return GuardedProcess.StartAsync("rabbitmq-server", Guard, "Server startup complete", [Program ?? "rabbitmq-server"], environment);
    }
}
