using Sprout.Redis.Commands;

namespace Sprout.Redis.Connections;

/// <summary>Sends one kind of command, with operations used again and again.</summary>
internal sealed class CommandSender<TCommand, TReply>(SharedConnection connection)
    where TCommand : struct, IRedisCommand<TReply>
{
    private const int Kept = 1024;

    private readonly Lock _gate = new();
    private readonly Stack<CommandOperation<TCommand, TReply>> _idle = new();

    public ValueTask<TReply> SendAsync(TCommand command, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<TReply>(cancellationToken)
            : Take().Start(command, connection, cancellationToken);

    public void Return(CommandOperation<TCommand, TReply> operation)
    {
        lock (_gate)
        {
            if (_idle.Count < Kept)
                _idle.Push(operation);
        }
    }

    private CommandOperation<TCommand, TReply> Take()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var operation))
                return operation;
        }

        return new(this);
    }
}
