using System.Net.Security;

namespace Sprout.Redis;

/// <summary>Where Redis is and how to talk to it, under the names that StackExchange.Redis gave these options.</summary>
public sealed record ConfigurationOptions
{
    /// <summary>Host name or IP address.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>TCP port.</summary>
    public int Port { get; init; } = 6379;

    /// <summary>The ACL user; null is Redis' <c>default</c>.</summary>
    public string? User { get; init; }

    /// <summary>The password; null sends no AUTH.</summary>
    public string? Password { get; init; }

    /// <summary>The database to select.</summary>
    public int DefaultDatabase { get; init; }

    /// <summary>What CLIENT LIST calls our connections; null sends no name.</summary>
    public string? ClientName { get; init; }

    /// <summary>Whether to speak TLS.</summary>
    public bool Ssl { get; init; }

    /// <summary>The name that the server's certificate must bear; null is <see cref="Host"/>.</summary>
    public string? SslHost { get; init; }

    /// <summary>Decides about the server's certificate; null trusts what the system trusts.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    /// <summary>Whether connecting throws when the server is away; otherwise it returns and goes on trying in the background.</summary>
    public bool AbortOnConnectFail { get; init; } = true;

    /// <summary>Milliseconds for one attempt to connect, TLS and log-in included.</summary>
    public int ConnectTimeout { get; init; } = 5000;

    /// <summary>Milliseconds that a command may take, waiting for a connection included. Looked at ten times in that span.</summary>
    public int AsyncTimeout { get; init; } = 5000;

    /// <summary>Commands that may wait for a connection; more fail at once.</summary>
    public int BacklogLength { get; init; } = 10_000;

    /// <summary>
    /// Bytes of commands that may wait for a server that reads slowly; while there are more, commands fail at once. One command may be larger.
    /// </summary>
    public int MaxUnsentLength { get; init; } = 256 * 1024 * 1024;

    /// <summary>How much of a reply is believed.</summary>
    public RespLimits Limits { get; init; } = new();

    /// <summary>
    /// Reads <c>host:port,password=…,user=…,defaultDatabase=0,ssl=true,sslHost=…,abortConnect=false,connectTimeout=ms,asyncTimeout=ms,name=…</c>;
    /// <c>syncTimeout</c> counts where there is no <c>asyncTimeout</c>. Names ignore case. Reads also
    /// <c>redis://[user[:password]@]host[:port][/database][?…]</c>, and <c>rediss://</c> for TLS, with the same options as query;
    /// what user and password have of <c>/?#@:%</c> is percent-encoded there.
    /// Throws <see cref="ArgumentException"/> for what it does not know, without repeating values.
    /// </summary>
    public static ConfigurationOptions Parse(string configuration) => ConfigurationParser.Parse(configuration);

    /// <summary>The form that <see cref="Parse"/> reads, with the password masked.</summary>
    public override string ToString()
    {
        var text = $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";
        Append("user", User);
        Append("password", Password is null ? null : "*****");
        Append("defaultDatabase", DefaultDatabase);
        Append("name", ClientName);
        Append("ssl", Ssl);
        Append("sslHost", SslHost);
        Append("abortConnect", AbortOnConnectFail);
        Append("connectTimeout", ConnectTimeout);
        Append("asyncTimeout", AsyncTimeout);
        return text;

        void Append(string name, object? value) => text += value is null ? "" : $",{name}={value}";
    }
}
