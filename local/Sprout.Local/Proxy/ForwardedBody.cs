using System.Net;

namespace Sprout.Local.Proxy;

/// <summary>A request's body, sent on as it comes.</summary>
internal sealed class ForwardedBody(Stream body) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Streaming.CopyAsync(body, stream, cancellationToken);

    // Where the length is known the header says it, and is handed on.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
