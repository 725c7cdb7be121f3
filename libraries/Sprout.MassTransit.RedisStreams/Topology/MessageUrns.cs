namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>How messages name their types on the wire.</summary>
internal static class MessageUrns
{
    private const string Prefix = "urn:message:";

    /// <summary>The type's name in a URN, such as <c>Sprout.Contracts:PodDeleted</c>; what is no such URN as it is.</summary>
    public static string NameIn(string urn) => urn.StartsWith(Prefix, StringComparison.Ordinal) ? urn[Prefix.Length..] : urn;
}
