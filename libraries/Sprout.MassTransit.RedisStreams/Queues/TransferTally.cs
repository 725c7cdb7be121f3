namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>Counts what became of messages, by the words of <see cref="QueueScripts.Move"/>.</summary>
internal sealed class TransferTally
{
    public const string Done = "done";
    public const string Missing = "missing";
    public const string InFlight = "in flight";
    public const string Homeless = "homeless";

    private readonly List<string> _missing = [];
    private readonly List<string> _inFlight = [];
    private readonly List<string> _homeless = [];
    private long _done;

    /// <summary>Whether all were asked for: then one that somebody else took meanwhile is not missed.</summary>
    public bool IsOfAll { get; init; }

    public void CountDone(long count) => _done += count;

    public void Count(string id, string outcome)
    {
        switch (outcome)
        {
            case Done:
                _done++;
                break;
            case Missing when IsOfAll:
                break;
            case Missing:
                _missing.Add(id);
                break;
            case InFlight:
                _inFlight.Add(id);
                break;
            default:
                _homeless.Add(id);
                break;
        }
    }

    public QueueTransfer ToTransfer() => new(_done, _missing, _inFlight, _homeless);
}
