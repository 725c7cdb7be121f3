using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>A message as the scripts take it.</summary>
/// <param name="To">Where it goes.</param>
/// <param name="Fields">The entry.</param>
/// <param name="DelayMilliseconds">When it is not to be delivered at once.</param>
/// <param name="Id">What a delayed message is cancelled by.</param>
internal sealed record OutgoingMessage(Destination To, IReadOnlyList<NameValueEntry> Fields, long? DelayMilliseconds = null, Guid Id = default)
{
    private static readonly RedisValue Nothing = "";

    /// <summary>The words in which <see cref="LuaParts.Submit"/> reads it: kind, names, delay, id, fields.</summary>
    public void AppendTo(List<RedisValue> arguments)
    {
        arguments.AddRange(To.Words);
        arguments.Add(DelayMilliseconds is { } delay ? Math.Max(0, delay) : Nothing);
        arguments.Add(DelayMilliseconds is null ? Nothing : Id.ToString("D"));
        arguments.Add(Fields.Count * 2);
        AppendFields(arguments, Fields);
    }

    /// <summary>Names and values in turn.</summary>
    public static void AppendFields(List<RedisValue> arguments, IReadOnlyList<NameValueEntry> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            arguments.Add(EntryField.Word(fields[i].Name));
            arguments.Add(fields[i].Value);
        }
    }
}
