namespace Sprout.Redis;

/// <summary>Why the shared connection broke, or could not be made.</summary>
public sealed class ConnectionFailedEventArgs : EventArgs
{
    /// <summary>Takes the reason.</summary>
    public ConnectionFailedEventArgs(Exception exception) => Exception = exception;

    /// <summary>The reason. It never holds the password.</summary>
    public Exception Exception { get; }
}
