using System.Collections.Concurrent;
using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Notices that Redis has lost its data (FLUSHALL, a restart without a disk, another server behind the same name). A publish then finds no queue
/// bound to its topic and would vanish. So Redis holds a random id, every script that fans out compares it with the one that is known here, and
/// when it is another, all queues of this bus are declared again before anything is published, and the other processes get a moment to do the same.
/// </summary>
#pragma warning disable CA1001 // A SemaphoreSlim holds nothing to dispose of until its wait handle is asked for.
internal sealed class TransportEpoch(TransportConnection connection, TimeSpan grace)
#pragma warning restore CA1001
{
    private readonly ConcurrentDictionary<object, Func<CancellationToken, Task>> _declarations = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _known;
    private long _clockOffset;

    /// <summary>Declares again after a loss, for as long as <paramref name="owner"/> is not withdrawn.</summary>
    public void OnLoss(object owner, Func<CancellationToken, Task> declare) => _declarations[owner] = declare;

    public void Withdraw(object owner) => _declarations.TryRemove(owner, out _);

    /// <summary>The epoch as it was when this bus first asked, or last recovered.</summary>
    public async ValueTask<RedisValue> KnowAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _known) is { } known)
            return known;
        // The first answer counts: a later one may belong to other data.
        var asked = await AskAsync(cancellationToken);
        return Interlocked.CompareExchange(ref _known, asked, null) ?? asked;
    }

    /// <summary>The time by Redis' clock, as far as it was heard.</summary>
    public DateTimeOffset Now => connection.Time.GetUtcNow() + TimeSpan.FromMilliseconds(Volatile.Read(ref _clockOffset));

    /// <summary>Whether Redis has the known epoch.</summary>
    public async ValueTask<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        var known = await KnowAsync(cancellationToken);
        var database = await connection.DatabaseAsync();
        return await database.StringGetAsync(connection.Keys.Epoch, cancellationToken) == known;
    }

    /// <summary>Recovers when it has another.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken) != await KnowAsync(cancellationToken))
            await RecoverAsync(cancellationToken);
    }

    /// <summary>Declares everything again, waits for the others to have done so, and only then takes the new epoch for known.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var lost = Volatile.Read(ref _known);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (lost is null || _known != lost)
                return; // somebody else has, meanwhile
            var current = await AskAsync(cancellationToken);
            if (current == lost)
                return;
            LogContext.Warning?.Log("Redis has lost its data. Queues and bindings are declared again; messages that waited in it are gone.");
            await Task.WhenAll(_declarations.Values.Select(declare => DeclareAsync(declare, cancellationToken)));
            await Task.Delay(grace, connection.Time, cancellationToken);
            Volatile.Write(ref _known, current);
        }
        finally
        {
            _gate.Release();
        }
    }

    // One queue that cannot be made, such as over a key of another type, is its endpoint's trouble; publishes to others are not to wait for that.
    private static async Task DeclareAsync(Func<CancellationToken, Task> declare, CancellationToken cancellationToken)
    {
        try
        {
            await declare(cancellationToken);
        }
        catch (RedisServerException exception) when (!RedisFailure.IsTransient(exception))
        {
            LogContext.Error?.Log(exception, "A queue could not be declared again");
        }
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        var database = await connection.DatabaseAsync();
        var reply = await database.ScriptEvaluateAsync(TransportScripts.KnowEpoch, [connection.Keys.Epoch], [NewId.NextGuid().ToString("N")], cancellationToken);
        Volatile.Write(ref _clockOffset, (long)reply[1] - connection.Time.GetUtcNow().ToUnixTimeMilliseconds());
        return (string?)reply[0] ?? throw new RedisServerException("ERR the epoch script answered nothing");
    }
}
