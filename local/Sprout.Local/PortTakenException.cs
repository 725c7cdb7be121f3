namespace Sprout.Local;

/// <summary>Somebody else listens on the port that was asked for.</summary>
public sealed class PortTakenException(int port, Exception? inner = null)
    : Exception($"Port {port} on 127.0.0.1 is taken by another program. Choose another with --port N; --port 0 takes a free one.", inner);
