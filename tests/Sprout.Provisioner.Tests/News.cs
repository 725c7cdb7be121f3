using System.Threading.Channels;

namespace Sprout.Provisioner.Tests;

/// <summary>What was published, in the order in which it came.</summary>
internal sealed class News<T>
    where T : class
{
    private readonly Channel<T> _messages = Channel.CreateUnbounded<T>();

    public Task AddAsync(T message) => _messages.Writer.WriteAsync(message).AsTask();

    /// <summary>The next one; waits for it.</summary>
    public Task<T> NextAsync() => _messages.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
