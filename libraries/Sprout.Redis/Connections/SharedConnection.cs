namespace Sprout.Redis.Connections;

/// <summary>
/// The connection that all callers share, whichever that is at the moment. It reconnects for ever, and keeps what is issued meanwhile in a bounded backlog.
/// What was on its way when a connection broke fails and is never sent again.
/// </summary>
internal sealed class SharedConnection : IAsyncDisposable
{
    // A server that pauses for a few time-outs is slow, not gone: closing then would only add a reconnect to its troubles.
    private const int TimeoutsUntilDead = 4;

    private readonly ServerConnector _connector;
    private readonly ConfigurationOptions _options;
    private readonly TimeProvider _time;
    private readonly BackOff _backOff;
    private readonly CommandCounter _counter = new();
    private readonly Lock _gate = new();
    private readonly Backlog _backlog;
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _timeoutTicks;
    private ITimer? _sweeper;
    private Task _running = Task.CompletedTask;
    private PipelinedConnection? _current;
    private Exception? _lastFailure;
    private bool _isDisposed;

    public SharedConnection(ServerConnector connector, ConfigurationOptions options, TimeProvider time, Random random)
    {
        _connector = connector;
        _options = options;
        _time = time;
        _backOff = new(random);
        _backlog = new(options.BacklogLength);
        _timeoutTicks = (long)(options.AsyncTimeout / 1000.0 * time.TimestampFrequency);
    }

    /// <summary>Called when the connection breaks or cannot be made.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Called when there is a connection again.</summary>
    public Action? Restored { get; init; }

    public bool IsConnected => Volatile.Read(ref _current) is { IsBroken: false };

    public ConnectionCounters Counters => _counter.Current;

    /// <summary>Begins with this link, or, when that could not be made, by waiting for the next attempt.</summary>
    public void Start(ServerLink? first, Exception? failure)
    {
        if (first is not null)
            _current = new(first, _counter, _options.MaxUnsentLength);
        _lastFailure = failure;
        var interval = TimeSpan.FromMilliseconds(Math.Max(10, _options.AsyncTimeout / 10));
        _sweeper = _time.CreateTimer(static self => ((SharedConnection)self!).Sweep(), this, interval, interval);
        _running = RunAsync();
    }

    /// <summary>Sends the operation now or when there is a connection again; fails it when the backlog is full.</summary>
    public void Send(Operation operation)
    {
        operation.StartedAt = _time.GetTimestamp();
        if (Volatile.Read(ref _current)?.TrySend(operation) == true)
            return;

        Exception refusal;
        lock (_gate)
        {
            if (_current?.TrySend(operation) == true)
                return;
            if (!_isDisposed && _backlog.TryAdd(operation))
                return;
            refusal = _isDisposed
                ? Disposed()
                : new RedisConnectionException($"There is no connection to Redis, and {_options.BacklogLength} commands wait for one already.", mayHaveExecuted: false, _lastFailure);
        }

        operation.TryFail(refusal);
        operation.Release();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _backlog.Fail(Disposed);
        }

        if (_sweeper is not null)
            await _sweeper.DisposeAsync();
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await LiveAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // Whatever went wrong, also in a subscriber of the events: the next attempt is the answer.
                Volatile.Write(ref _lastFailure, exception);
            }
        }

        Volatile.Read(ref _current)?.Break(Disposed());
    }

    // The life of one connection: until it breaks, then a wait, then the next.
    private async Task LiveAsync()
    {
        if (_current is { } current)
        {
            _backOff.Reset();
            var reason = await current.Broken.WaitAsync(_stopping.Token);
            Volatile.Write(ref _current, null);
            Volatile.Write(ref _lastFailure, reason);
            Failed?.Invoke(reason);
        }

        await Task.Delay(_backOff.Next(), _time, _stopping.Token);
        try
        {
            Adopt(await _connector.ConnectAsync(isForBlocking: false, _stopping.Token));
        }
        catch (RedisConnectionException exception)
        {
            Volatile.Write(ref _lastFailure, exception);
            Failed?.Invoke(exception);
            return;
        }

        Restored?.Invoke();
    }

    // The backlog goes first, so that commands keep the order in which they were issued.
    private void Adopt(ServerLink link)
    {
        var connection = new PipelinedConnection(link, _counter, _options.MaxUnsentLength);
        lock (_gate)
        {
            while (!connection.IsBroken && _backlog.TryTake(out var operation))
            {
                if (!connection.TrySend(operation))
                    FailUnsent(operation);
            }

            Volatile.Write(ref _current, connection);
        }
    }

    private void FailUnsent(Operation operation)
    {
        operation.TryFail(new RedisConnectionException("The connection to Redis broke before the command was sent.", mayHaveExecuted: false, _lastFailure));
        operation.Release();
    }

    private void Sweep()
    {
        var expiry = _time.GetTimestamp() - _timeoutTicks;
        Volatile.Read(ref _current)?.Sweep(expiry, expiry - ((TimeoutsUntilDead - 1) * _timeoutTicks), () => TimedOut("Redis has not answered", mayHaveExecuted: true));
        lock (_gate)
        {
            _backlog.Expire(expiry, () => TimedOut("There was no connection to Redis", mayHaveExecuted: false));
        }
    }

    private static ObjectDisposedException Disposed() => new(nameof(ConnectionMultiplexer));

    private RedisTimeoutException TimedOut(string what, bool mayHaveExecuted) =>
        new($"{what} within {_options.AsyncTimeout} ms.", mayHaveExecuted, mayHaveExecuted ? null : _lastFailure);
}
