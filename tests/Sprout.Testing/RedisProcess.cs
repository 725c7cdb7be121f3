using System.Globalization;

namespace Sprout.Testing;

/// <summary>One run of redis-server.</summary>
internal static class RedisProcess
{
    private const string Guard = """
        command -v redis-server >/dev/null || exit 127
        exec 3<&0
        redis-server "$@" 3<&- </dev/null &
        redis=$!
        echo "pid $redis"
        (cat <&3; kill -9 $redis) >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait $redis
        code=$?
        kill $guard
        exit $code
        """;

    public static Task<GuardedProcess> StartAsync(int port, string folder, string[] extraArguments)
    {
        string[] arguments =
        [
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", folder,
            "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", "",
            .. extraArguments,
        ];

        // The line comes once data is loaded, too.
        return GuardedProcess.StartAsync("redis-server", Guard, "Ready to accept connections", arguments);
    }
}
