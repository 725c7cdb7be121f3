using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>What a simulated container answers at <c>/c/&lt;id&gt;/</c>: a page that says what it stands for; 503 while it is not ready, 404 when there is none.</summary>
internal sealed class PodPages(PodDirectory directory)
{
    public static string? IdOf(string path) =>
        path.StartsWith("/c/", StringComparison.Ordinal) && path.Split('/') is [_, _, { Length: > 0 } id, ..] ? id : null;

    public Task ServeAsync(HttpContext context, string id)
    {
        var answer = Find(id);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return answer.SendAsync(context);
    }

    private Answer Find(string id)
    {
        if (directory.Find(id) is not { } pod)
        {
            return Page(404, "No such container", "Nothing runs at this address.", []);
        }

        var tree = pod.Parse();
        var isReady = !pod.Facts.IsDeleting && tree.Object("status").Array("conditions").Objects()
            .Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");
        (string, string)[] facts =
        [
            ("Image", pod.Facts.Images),
            ("Pod", pod.Key.Name),
            ("Namespace", pod.Key.Namespace),
            ("Node", pod.Facts.NodeName),
            ("Address", tree.Object("status").Text("podIP") ?? ""),
        ];
        return isReady
            ? Page(200, pod.Facts.Images, "This page stands for your container: a cluster simulator runs it, so no image was pulled and no process started.", facts)
            : Page(503, "Not ready", "The container is not ready to answer.", facts);
    }

    private static Answer Page(int code, string title, string text, (string Name, string Value)[] facts)
    {
        var rows = string.Concat(facts.Select(fact => $"<tr><th>{Encode(fact.Name)}</th><td>{Encode(fact.Value)}</td></tr>"));
        var html = $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{{Encode(title)}}</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1rem; color: #1d2b1f; background: #f4f8f2; }
            h1 { overflow-wrap: anywhere; }
            th { text-align: left; padding-right: 2rem; font-weight: 500; color: #4c6a50; }
            td { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
            @media (prefers-color-scheme: dark) { body { color: #dfe9dd; background: #141a14; } th { color: #93b596; } }
            </style>
            </head>
            <body>
            <h1>{{Encode(title)}}</h1>
            <p>{{Encode(text)}}</p>
            <table>{{rows}}</table>
            </body>
            </html>
            """;
        return new Answer(code, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", code == 503 ? 1 : null);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
