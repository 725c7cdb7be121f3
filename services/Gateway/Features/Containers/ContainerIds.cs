using System.Security.Cryptography;
using System.Text;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Where a container's id comes from.</summary>
internal static class ContainerIds
{
    /// <summary>
    /// The same id for the same owner and key, so that a repeated request meets the same container; a random one without a key. Other installations have
    /// other ids for them: they may share a namespace, where the id names the pod.
    /// </summary>
    public static async ValueTask<Guid> MakeAsync(InstallationId installation, string owner, string? idempotencyKey, CancellationToken cancellationToken) =>
        idempotencyKey is null ? Guid.NewGuid() : Derive(await installation.GetAsync(cancellationToken), owner, idempotencyKey);

    /// <summary>Reads an id as clients write it; anything else is the id of nothing.</summary>
    public static bool TryParse(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    internal static Guid Derive(string installation, string owner, string key)
    {
        // Delimited, lest one owner's tail and another's key make the same text. None has a NUL in it.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"sprout:container\0{installation}\0{owner}\0{key}"));
        var id = hash.AsSpan(0, 16);
        id[6] = (byte)(id[6] & 0x0F | 0x80); // RFC 9562: version 8, made by a rule of our own
        id[8] = (byte)(id[8] & 0x3F | 0x80);
        return new(id, bigEndian: true);
    }
}
