using System.Net.Http.Headers;

namespace Sprout.Kubernetes.Http;

/// <summary>Adds the bearer token below whatever looks at the calls, so that no log sees it.</summary>
internal sealed class BearerTokenHandler(string? token, string? tokenFile, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var current = tokenFile is null ? token : await ReadAsync(tokenFile, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", current);
        return await base.SendAsync(request, cancellationToken);
    }

    // Read each time: tokens are renewed by swapping a symbolic link two levels up, whose times .NET does not follow, and a read costs microseconds.
    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HttpRequestException($"The token in {file} cannot be read: {exception.Message}", exception);
        }
    }
}
