using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sprout.Local.Data;

/// <summary>A port on 127.0.0.1 that stays the same from one <c>up</c> to the next, as long as nobody else takes it.</summary>
public sealed class RememberedPort(string path)
{
    /// <summary>The one used last; null when there was none.</summary>
    public int? Last => File.Exists(path) && int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>The one used last where it is free, else another, which is then remembered.</summary>
    public int Choose()
    {
        if (Last is { } last && IsFree(last))
            return last;
        var port = FindFree();
        File.WriteAllText(path, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    /// <summary>Whether nobody listens there right now.</summary>
    public static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    /// <summary>
    /// A port that nobody listens on right now, below the range of outgoing connections, where another's connection could sit on our port, or a
    /// client that reconnects to a dead server meet itself.
    /// </summary>
    public static int FindFree()
    {
        while (true)
        {
            if (RandomNumberGenerator.GetInt32(12_000, 32_000) is var port && IsFree(port))
                return port;
        }
    }
}
