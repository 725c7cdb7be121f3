using System.CommandLine;
using Sprout.State;

namespace Sprout.Local.Queues;

/// <summary>What can be said after <c>queues</c>.</summary>
internal sealed class QueuesCommandLine
{
    private readonly Option<string> _data;
    private readonly QueuesCommand _queues;
    private readonly Option<string?> _redis = new("--redis") { Description = "Where Redis is: redis://[user:password@]host[:port][/database]. Else that of the running `up`, else Redis__ConnectionString.", Recursive = true };
    private readonly Option<string> _prefix = new("--prefix") { Description = "What the keys of the bus begin with.", DefaultValueFactory = _ => SproutKeys.Prefix, Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON.", Recursive = true };

    private QueuesCommandLine(Option<string> data, QueuesCommand queues) => (_data, _queues) = (data, queues);

    /// <summary>The command with those below it.</summary>
    public static Command Create(Option<string> data, QueuesCommand queues)
    {
        var line = new QueuesCommandLine(data, queues);
        var command = new Command("queues", "List queues and their dead letters.") { line._redis, line._prefix, line._json, line.Show(), line.Replay(), line.Move(), line.Purge() };
        command.SetAction(result => queues.ListAsync(line.Options(result)));
        return command;
    }

    private Command Show()
    {
        var queue = Queue("queue");
        var count = new Option<int>("--count") { Description = "How many messages, the oldest first.", DefaultValueFactory = _ => 10 };
        count.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && int.TryParse(token.Value, out var number) && number < 1)
                result.AddError("--count is a number from 1.");
        });
        var id = new Option<string?>("--id") { Description = "All of this message." };
        var command = new Command("show", "Show the messages in a queue.") { queue, count, id };
        command.SetAction(result => result.GetValue(id) is { } one
            ? _queues.ShowAsync(Options(result), result.GetRequiredValue(queue), one)
            : _queues.ShowAsync(Options(result), result.GetRequiredValue(queue), result.GetValue(count)));
        return command;
    }

    private Command Replay()
    {
        var queue = Queue("queue");
        var which = new WhichMessages();
        var command = new Command("replay", "Send dead letters back to the queue they came from, as if they were new.") { queue };
        which.AddTo(command);
        command.SetAction(result => _queues.ReplayAsync(Options(result), result.GetRequiredValue(queue), which.Ids(result)));
        return command;
    }

    private Command Move()
    {
        var (from, to) = (Queue("from"), Queue("to"));
        var which = new WhichMessages();
        var create = new Option<bool>("--create") { Description = "Make the other queue where there is none." };
        var command = new Command("move", "Move messages to another queue, as they are.") { from, to, create };
        which.AddTo(command);
        command.SetAction(result =>
            _queues.MoveAsync(Options(result), result.GetRequiredValue(from), result.GetRequiredValue(to), which.Ids(result), result.GetValue(create)));
        return command;
    }

    private Command Purge()
    {
        var queue = Queue("queue");
        var which = new WhichMessages();
        var yes = new Option<bool>("--yes") { Description = "Really, also where it is no dead-letter queue." };
        var command = new Command("purge", "Throw messages away.") { queue, yes };
        which.AddTo(command);
        command.SetAction(result => _queues.PurgeAsync(Options(result), result.GetRequiredValue(queue), which.Ids(result), result.GetValue(yes)));
        return command;
    }

    private QueuesOptions Options(ParseResult result) => new()
    {
        Data = result.GetRequiredValue(_data),
        Redis = result.GetValue(_redis),
        Prefix = result.GetRequiredValue(_prefix),
        Json = result.GetValue(_json),
    };

    private static Argument<string> Queue(string name) => new(name) { HelpName = name.ToUpperInvariant(), Description = "The name of a queue." };
}
