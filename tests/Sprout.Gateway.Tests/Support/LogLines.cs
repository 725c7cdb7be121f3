using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Everything that was logged, at every level.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(string Category, LogLevel Level, string Text)> All { get; } = new();

    /// <summary>Returns once there is such a line.</summary>
    public async Task WaitForAsync(Func<(string Category, LogLevel Level, string Text), bool> isMeant)
    {
        var more = Changed();
        while (!All.Any(isMeant))
        {
            await more.WaitAsync(TestContext.Current.CancellationToken);
            more = Changed();
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private Task Changed() => Volatile.Read(ref _changed).Task;

    private void Add((string Category, LogLevel Level, string Text) line)
    {
        All.Enqueue(line);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add((category, logLevel, formatter(state, exception) + exception));
    }
}
