using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Sprout.Kubernetes.Tests.Support;

/// <summary>An HTTPS server on 127.0.0.1 whose <c>gitVersion</c> tells how the caller came: protocol, certificate, token.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConnectionCount _connections;

    private TlsServer(WebApplication app, ConnectionCount connections) => (_app, _connections) = (app, connections);

    public string Url => _app.Urls.Single();

    /// <summary>How many connections have been made.</summary>
    public int Connections => _connections.Value;

    public static async Task<TlsServer> StartAsync(
        X509Certificate2 certificate, X509Certificate2Collection? chain = null, TestAuthority? clients = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2, System.Net.IPEndPoint? endPoint = null)
    {
        var connections = new ConnectionCount();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(endPoint ?? new(System.Net.IPAddress.Loopback, 0), listen =>
        {
            listen.Use(next => connection =>
            {
                connections.Add();
                return next(connection);
            });
            listen.Protocols = protocols;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ServerCertificateChain = chain;
                https.ClientCertificateMode = clients is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (client, presented, _) => clients is not null && IsOf(clients, client, presented);
            });
        }));
        var app = builder.Build();
        app.MapGet("/version", (HttpContext context) => Results.Json(new { gitVersion = Describe(context) }));
        app.MapGet("/api/v1/pods", WatchAsync);
        await app.StartAsync();
        return new TlsServer(app, connections);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    // A watch in which one thing happens.
    private static async Task WatchAsync(HttpContext context)
    {
        await context.Response.WriteAsync("{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"2\"}}}\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static string Describe(HttpContext context) =>
        $"{context.Request.Protocol} {context.Connection.ClientCertificate?.Subject ?? "-"} {(context.Request.Headers.Authorization.Count > 0 ? context.Request.Headers.Authorization.ToString() : "-")}";

    private sealed class ConnectionCount
    {
        private int _value;

        public int Value => _value;

        public void Add() => Interlocked.Increment(ref _value);
    }

    private static bool IsOf(TestAuthority authority, X509Certificate2 client, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        return chain.Build(client);
    }
}
