using System.Globalization;

namespace Sprout.Redis;

/// <summary>Reads StackExchange.Redis' configuration strings, and URLs.</summary>
internal static class ConfigurationParser
{
    public static ConfigurationOptions Parse(string configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (RedisUrl.IsUrl(configuration))
            return RedisUrl.Parse(configuration.Trim());

        var parts = configuration.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var endPoints = parts.Where(part => !IsOption(part)).ToArray();
        var options = endPoints.Length switch
        {
            0 => throw new ArgumentException("The Redis configuration names no host: it begins with host:port.", nameof(configuration)),
            1 => WithEndPoint(new(), endPoints[0]),
            _ => throw new ArgumentException("One Redis host is supported, not several.", nameof(configuration)),
        };
        return WithOptions(options, parts.Where(IsOption).Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)).Select(pair => (pair[0], pair[1])));
    }

    /// <summary>Adds the options with these names and values. <c>syncTimeout</c> counts where there is no <c>asyncTimeout</c>.</summary>
    public static ConfigurationOptions WithOptions(ConfigurationOptions options, IEnumerable<(string Name, string Value)> pairs)
    {
        int? syncTimeout = null, asyncTimeout = null;
        foreach (var (name, value) in pairs)
        {
            switch (name.ToUpperInvariant())
            {
                case "SYNCTIMEOUT":
                    syncTimeout = Number(name, value, 1);
                    break;
                case "ASYNCTIMEOUT":
                    asyncTimeout = Number(name, value, 1);
                    break;
                default:
                    options = With(options, name, value);
                    break;
            }
        }

        return options with { AsyncTimeout = asyncTimeout ?? syncTimeout ?? options.AsyncTimeout };
    }

    /// <summary>Takes over <c>host[:port]</c>, where an IPv6 address with a port stands in brackets.</summary>
    public static ConfigurationOptions WithEndPoint(ConfigurationOptions options, string endPoint)
    {
        var colon = endPoint.LastIndexOf(':');
        if (colon < endPoint.LastIndexOf(']') || colon != endPoint.IndexOf(':', StringComparison.Ordinal) && !endPoint.StartsWith('['))
            colon = -1; // the colons of a bare IPv6 address
        var host = colon < 0 ? endPoint : endPoint[..colon];
        return options with
        {
            Host = host.Trim('[', ']'),
            Port = colon < 0 ? options.Port : Number("port", endPoint[(colon + 1)..], 1, ushort.MaxValue),
        };
    }

    /// <summary>Values stay out of the messages: someone may have put the password in the wrong place.</summary>
    public static int Number(string name, string value, int least, int most = int.MaxValue) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"The Redis option '{name}' is a number from {least} to {most}.", nameof(value));

    private static ConfigurationOptions With(ConfigurationOptions options, string name, string value) => name.ToUpperInvariant() switch
    {
        "PASSWORD" => options with { Password = value },
        "USER" => options with { User = value },
        "DEFAULTDATABASE" => options with { DefaultDatabase = Number(name, value, 0) },
        "NAME" => options with { ClientName = value },
        "SSL" => options with { Ssl = Flag(name, value) },
        "SSLHOST" => options with { SslHost = value },
        "ABORTCONNECT" => options with { AbortOnConnectFail = Flag(name, value) },
        "CONNECTTIMEOUT" => options with { ConnectTimeout = Number(name, value, 1) },
        _ => throw new ArgumentException(
            $"'{name}' is no Redis option that is known here: password, user, defaultDatabase, name, ssl, sslHost, abortConnect, connectTimeout, syncTimeout, asyncTimeout.", nameof(name)),
    };

    private static bool IsOption(string part) => part.Contains('=', StringComparison.Ordinal);

    private static bool Flag(string name, string value) =>
        bool.TryParse(value, out var flag) ? flag : throw new ArgumentException($"The Redis option '{name}' is true or false.", nameof(value));
}
