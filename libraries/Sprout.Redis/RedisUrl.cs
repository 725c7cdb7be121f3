namespace Sprout.Redis;

/// <summary>Reads <c>redis://[user[:password]@]host[:port][/database][?option=value&amp;…]</c>, and <c>rediss://</c>, which is TLS.</summary>
internal static class RedisUrl
{
    private const string Plain = "redis://";
    private const string Secure = "rediss://";

    /// <summary>Whether this is meant as a URL, of whatever scheme. The values of options may look like one.</summary>
    public static bool IsUrl(string configuration)
    {
        var scheme = configuration.IndexOf("://", StringComparison.Ordinal);
        return scheme >= 0 && configuration.AsSpan(0, scheme).IndexOfAny(",=:/") < 0;
    }

    /// <summary>Throws <see cref="ArgumentException"/>, which repeats no values, for what is no such URL.</summary>
    public static ConfigurationOptions Parse(string url)
    {
        var isSecure = url.StartsWith(Secure, StringComparison.OrdinalIgnoreCase);
        if (!isSecure && !url.StartsWith(Plain, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("A Redis URL begins with redis:// or rediss://.", nameof(url));

        var (rest, query) = Cut(url[(isSecure ? Secure : Plain).Length..], '?');
        var (authority, database) = Cut(rest, '/');
        var at = authority.LastIndexOf('@');
        if (url.Contains('#', StringComparison.Ordinal) || database.Contains('@', StringComparison.Ordinal) || query.Contains('@', StringComparison.Ordinal))
            throw new ArgumentException("In the user, password and options of a Redis URL, '/', '?', '#', '@' and '%' are written %2F, %3F, %23, %40 and %25.", nameof(url));

        var options = WithHost(new() { Ssl = isSecure }, authority[(at + 1)..]);
        if (at > 0)
            options = WithLogIn(options, authority[..at]);
        if (database.Length > 0)
            options = options with { DefaultDatabase = ConfigurationParser.Number("database", database, 0) };
        options = ConfigurationParser.WithOptions(options, query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair));
        return options.Ssl || !isSecure ? options : throw new ArgumentException("rediss:// means TLS: ssl=false contradicts it.", nameof(url));
    }

    private static ConfigurationOptions WithHost(ConfigurationOptions options, string host)
    {
        if (host.Contains(',', StringComparison.Ordinal))
            throw new ArgumentException("A Redis URL names one host, and its options follow as ?name=value&name=value.", nameof(host));
        options = ConfigurationParser.WithEndPoint(options, host);
        return options.Host.Length > 0 ? options : throw new ArgumentException("The Redis URL names no host.", nameof(host));
    }

    private static ConfigurationOptions WithLogIn(ConfigurationOptions options, string logIn)
    {
        var (user, password) = Cut(logIn, ':');
        return options with { User = Unescape(user), Password = Unescape(password) };
    }

    // Nothing is null: such URLs are often made of variables, and an empty password is none.
    private static string? Unescape(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);

    private static (string Name, string Value) Pair(string part)
    {
        var (name, value) = Cut(part, '=');
        return (Uri.UnescapeDataString(name), Uri.UnescapeDataString(value));
    }

    private static (string Before, string After) Cut(string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }
}
