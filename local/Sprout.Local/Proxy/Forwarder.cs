using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sprout.Gateway;

namespace Sprout.Local.Proxy;

/// <summary>
/// Forwards every request to a gateway, the next each time, and to another where a connection is refused. For one machine only: no TLS, no
/// WebSockets, no HTTP/2, no trailers; a cluster has an ingress controller and a Service for this.
/// </summary>
public sealed class Forwarder(GatewayPool gateways)
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Answers with what a gateway answers, or, when none can, with what a gateway answers that is cut off from the rest.</summary>
    public async Task ForwardAsync(HttpContext context)
    {
        try
        {
            using var response = await SendAsync(context);
            if (response is null)
                await GatewayService.AnswerUnavailableAsync(context);
            else
                await AnswerAsync(response, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left; there is nobody to answer to.
            context.Abort();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            // The gateway died, after the request was sent: only the client knows whether it may be sent again. Half an answer must not look whole.
            if (context.Response.HasStarted)
                context.Abort();
            else
                await GatewayService.AnswerUnavailableAsync(context);
        }
    }

    private async Task<HttpResponseMessage?> SendAsync(HttpContext context)
    {
        foreach (var gateway in gateways.InTurn())
        {
            using var request = CreateRequest(context, gateway.Address);
            try
            {
                return await gateway.SendAsync(request, context.RequestAborted);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // Nothing was sent, so another may have it.
                continue;
            }
            catch (ObjectDisposedException)
            {
                // It has gone since we looked.
                continue;
            }
        }

        return null;
    }

    private static HttpRequestMessage CreateRequest(HttpContext context, Uri gateway)
    {
        var source = context.Request;
        var request = new HttpRequestMessage(new(source.Method), new Uri(gateway.GetLeftPart(UriPartial.Authority) + TargetOf(context), AsItIs));
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            request.Content = new ForwardedBody(source.Body);
        ForwardedHeaders.Copy(source, request);
        return request;
    }

    // As it came, for what is decoded and encoded again may mean something else. Another form than a path ("*", or a whole URL) is rare.
    private static string TargetOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget is ['/', ..] target
        ? target
        : (context.Request.Path + context.Request.QueryString.ToUriComponent());

    private static async Task AnswerAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        ForwardedHeaders.Copy(response, context.Response);
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        // A stream's first event may be long in coming; its headers say already that it is there.
        if (response.Content.Headers.ContentLength is null)
            await context.Response.Body.FlushAsync(context.RequestAborted);
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await Streaming.CopyAsync(body, context.Response.Body, context.RequestAborted);
    }
}
