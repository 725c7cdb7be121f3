using System.Net.Sockets;

namespace Sprout.Testing;

/// <summary>
/// Makes of every broken connection an <see cref="HttpRequestException"/>. The framework throws a bare <see cref="SocketException"/> when the
/// server is killed in the moment between the connection's beginning and its first use.
/// </summary>
/// <param name="connections">Makes them; an ordinary one where none is given.</param>
public sealed class BrokenConnections(SocketsHttpHandler? connections = null) : DelegatingHandler(connections ?? new())
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, exception.Message, exception);
        }
    }
}
