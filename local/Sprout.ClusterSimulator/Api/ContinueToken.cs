using System.Buffers.Text;
using System.Text;

namespace Sprout.ClusterSimulator.Api;

/// <summary>Where a list goes on: the version of its snapshot, and how far it has been read. Opaque to clients.</summary>
internal sealed record ContinueToken(long ResourceVersion, int Index)
{
    public static ContinueToken? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
        return parts is ["v1", var version, var index] && long.TryParse(version, out var resourceVersion) && int.TryParse(index, out var at) && at >= 0
            ? new ContinueToken(resourceVersion, at)
            : null;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"v1 {ResourceVersion} {Index}"));
}
