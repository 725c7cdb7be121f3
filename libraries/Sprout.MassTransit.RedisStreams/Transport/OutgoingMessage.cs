using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>A message as the scripts take it.</summary>
/// <param name="Kind">What <paramref name="Names"/> are.</param>
/// <param name="Names">One queue, or topics.</param>
/// <param name="Fields">The entry.</param>
/// <param name="DelayMilliseconds">When it is not to be delivered at once.</param>
/// <param name="Id">What a delayed message is cancelled by.</param>
internal sealed record OutgoingMessage(
    DestinationKind Kind, IReadOnlyList<string> Names, IReadOnlyList<NameValueEntry> Fields, long? DelayMilliseconds = null, Guid Id = default)
{
    /// <summary>The words in which <see cref="TransportScripts"/> read it.</summary>
    public void AppendTo(List<RedisValue> arguments)
    {
        arguments.Add(Kind switch
        {
            DestinationKind.Queue => "queue",
            DestinationKind.Temporary => "temporary",
            _ => "topics",
        });
        arguments.Add(DelayMilliseconds is { } delay ? Math.Max(0, delay) : "");
        arguments.Add(DelayMilliseconds is null ? "" : Id.ToString("D"));
        arguments.Add(Names.Count);
        for (var i = 0; i < Names.Count; i++)
            arguments.Add(Names[i]);
        arguments.Add(Fields.Count * 2);
        AppendFields(arguments, Fields);
    }

    /// <summary>Names and values in turn.</summary>
    public static void AppendFields(List<RedisValue> arguments, IReadOnlyList<NameValueEntry> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            arguments.Add(fields[i].Name);
            arguments.Add(fields[i].Value);
        }
    }
}
