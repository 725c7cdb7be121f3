using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Everything that was logged, at every level.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<(string Category, LogLevel Level, string Text)> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(All, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(string Category, LogLevel Level, string Text)> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, logLevel, formatter(state, exception) + exception));
    }
}
