using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sprout.Gateway.Tests.Support;

/// <summary>An API server that knows nothing but pods' logs, and a kubeconfig that leads to it.</summary>
internal sealed class LogServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder = Directory.CreateTempSubdirectory("sprout-logs-").FullName;
    private int _open;

    private LogServer(WebApplication app) => _app = app;

    public string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    /// <summary>What was asked: path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>How many calls are being answered.</summary>
    public int Open => _open;

    public Func<HttpContext, Task> AnswerAsync { get; set; } = context => context.Response.WriteAsync("hello\n", context.RequestAborted);

    public static async Task<LogServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LogServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        await File.WriteAllTextAsync(server.Kubeconfig, $$$"""
            {"current-context":"c","contexts":[{"name":"c","context":{"cluster":"c"}}],"clusters":[{"name":"c","cluster":{"server":"{{{app.Urls.Single()}}}"}}]}
            """);
        return server;
    }

    public static Task RefuseAsync(HttpContext context, int code, string reason, string message)
    {
        context.Response.StatusCode = code;
        return context.Response.WriteAsJsonAsync(new { kind = "Status", apiVersion = "v1", status = "Failure", reason, message, code }, context.RequestAborted);
    }

    public static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
        Interlocked.Increment(ref _open);
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
