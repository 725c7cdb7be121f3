using System.Threading.Tasks.Sources;
using Sprout.Redis.Commands;
using Sprout.Redis.Protocol;

namespace Sprout.Redis.Connections;

/// <summary>An operation of one kind of command, and the source of the task that its caller awaits, once.</summary>
internal sealed class CommandOperation<TCommand, TReply>(CommandSender<TCommand, TReply> sender) : Operation, IValueTaskSource<TReply>
    where TCommand : struct, IRedisCommand<TReply>
{
    private ManualResetValueTaskSourceCore<TReply> _outcome;
    private TReply? _reply;
    private Exception? _refusal;
    private CancellationTokenRegistration _cancellation;
    private TCommand _command;

    public ValueTask<TReply> Start(TCommand command, SharedConnection connection, CancellationToken cancellationToken)
    {
        Renew();
        _command = command;
        var task = new ValueTask<TReply>(this, _outcome.Version);
        connection.Send(this);
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static (self, token) => ((Operation)self!).TryFail(new OperationCanceledException(token)), this);
        return task;
    }

    public override void Write(RespWriter writer) => _command.Write(writer);

    public override bool Complete(ReadOnlySpan<byte> reply)
    {
        if (!TryClaim())
            return false;

        var reader = new RespReader(reply);
        try
        {
            if (reader.Type == RespType.Error)
                _refusal = new RedisServerException(reader.ReadStatus());
            else
                _reply = TCommand.Read(ref reader);
        }
        catch (Exception exception)
        {
            // The reply is whole and well formed, so that the next one is safe; only this caller cannot use it.
            _refusal = exception;
        }

        return true;
    }

    public override void Wake()
    {
        // The queue's hold ends first: the caller may be done with it, and with its next command, before this returns.
        var (reply, refusal) = (_reply, _refusal);
        (_reply, _refusal) = (default, null);
        Release();
        if (refusal is null)
            _outcome.SetResult(reply!);
        else
            _outcome.SetException(refusal);
    }

    public override bool TryFail(Exception exception)
    {
        if (!TryClaim())
            return false;
        // Elsewhere, for whoever fails it may hold a lock or have others to fail.
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Operation._outcome.SetException(state.Exception), (Operation: this, Exception: exception), preferLocal: false);
        return true;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _outcome.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _outcome.OnCompleted(continuation, state, token, flags);

    public TReply GetResult(short token)
    {
        if (_outcome.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The command has not been answered yet: await it.");
        try
        {
            return _outcome.GetResult(token);
        }
        finally
        {
            // Waits for a callback that runs right now, so that it cannot hit the next command.
            _cancellation.Dispose();
            Release();
        }
    }

    protected override void Recycle()
    {
        _outcome.Reset();
        _command = default;
        _cancellation = default;
        sender.Return(this);
    }
}
