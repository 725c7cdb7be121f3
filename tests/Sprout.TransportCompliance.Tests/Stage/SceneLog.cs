using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>Warnings and errors of the buses, in the output of the spec.</summary>
internal sealed class SceneLog(ITestOutputHelper? output) : ILoggerProvider, ILogger
{
    private volatile bool _closed;

    public void Close() => _closed = true;

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("MassTransit", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => !_closed && logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        try
        {
            output?.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel}: {formatter(state, exception)} {exception?.GetType().Name}: {exception?.Message}");
        }
        catch (InvalidOperationException)
        {
            // The spec has ended.
            Close();
        }
    }

    public void Dispose() => Close();
}
