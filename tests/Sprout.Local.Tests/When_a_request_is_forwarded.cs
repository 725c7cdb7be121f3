using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sprout.Local.Tests;

public sealed class When_a_request_is_forwarded
{
    [Fact]
    public async Task Each_gateway_has_its_turn()
    {
        await using var run = await ProxyRun.StartAsync(context => context.Response.WriteAsync("one"), context => context.Response.WriteAsync("two"));

        string[] answers = [await run.Client.GetStringAsync("/"), await run.Client.GetStringAsync("/"), await run.Client.GetStringAsync("/"), await run.Client.GetStringAsync("/")];

        answers[..2].Order().ShouldBe(["one", "two"]);
        answers[2..].ShouldBe(answers[..2]);
    }

    [Theory]
    [InlineData("/containers?limit=2&cursor=a%2Fb")]
    [InlineData("/a%2Fb/%7Bc%7D//d/../e")]
    [InlineData("/?q=%zz+%20")]
    public async Task Its_target_arrives_as_it_was_sent(string target)
    {
        await using var run = await ProxyRun.StartAsync(context => context.Response.WriteAsync(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        var url = new Uri(run.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        (await run.Client.GetStringAsync(url)).ShouldBe(target);
    }

    [Fact]
    public async Task What_concerns_one_connection_goes_no_further()
    {
        IHeaderDictionary seen = new HeaderDictionary();
        await using var run = await ProxyRun.StartAsync(context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
            context.Response.Headers.Connection = "X-Hop";
            context.Response.Headers["X-Hop"] = "1";
            context.Response.Headers["X-End"] = new(["1", "2"]);
            return Task.CompletedTask;
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Hop", "1" }, { "X-End", "ü" }, { "X-Forwarded-For", "192.0.2.1" }, { "Host", "sprout.example" } } };
        request.Headers.Connection.Add("X-Hop");

        using var response = await run.Client.SendAsync(request);

        seen.ShouldNotContainKey("X-Hop");
        seen["X-End"].ToString().ShouldBe("ü");
        seen["X-Forwarded-For"].ToString().ShouldBe("192.0.2.1, 127.0.0.1");
        seen["X-Forwarded-Proto"].ToString().ShouldBe("http");
        seen["X-Forwarded-Host"].ToString().ShouldBe("sprout.example");
        seen.Host.ToString().ShouldBe("sprout.example");
        response.Headers.Contains("X-Hop").ShouldBeFalse();
        response.Headers.GetValues("X-End").ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("HEAD", 200)]
    [InlineData("GET", 304)]
    [InlineData("DELETE", 204)]
    [InlineData("GET", 302)]
    [InlineData("POST", 500)]
    public async Task The_answer_is_the_gateways(string method, int status)
    {
        await using var run = await ProxyRun.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"it\"";
            if (status is 200 or 500)
            {
                context.Response.ContentType = "text/plain";
                context.Response.ContentLength = 2;
                await context.Response.WriteAsync("ok");
            }
        });
        using var request = new HttpRequestMessage(new(method), "/");

        using var response = await run.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.ETag.ShouldBe(new("\"it\""));
        response.Content.Headers.ContentLength.ShouldBe(status is 200 or 500 ? 2 : status == 302 ? 0 : response.Content.Headers.ContentLength);
        (await response.Content.ReadAsStringAsync()).ShouldBe(method != "HEAD" && status is 200 or 500 ? "ok" : "");
    }

    [Fact]
    public async Task An_answer_is_handed_on_while_it_is_being_written()
    {
        var mayGoOn = new TaskCompletionSource();
        await using var run = await ProxyRun.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("first\n");
            await context.Response.Body.FlushAsync();
            await mayGoOn.Task;
            await context.Response.WriteAsync("second\n");
        });

        using var response = await run.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await lines.ReadLineAsync()).ShouldBe("first");
        mayGoOn.SetResult();
        (await lines.ReadLineAsync()).ShouldBe("second");
        (await lines.ReadLineAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_body_is_handed_on_while_it_is_being_sent()
    {
        var (arrived, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var run = await ProxyRun.StartAsync(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            await body.ReadLineAsync();
            arrived.SetResult();
            await context.Response.WriteAsync((await body.ReadLineAsync())!);
        });
        using var content = new SlowContent("first\n", mayGoOn.Task, "second\n");

        var answer = run.Client.PostAsync("/containers", content);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        mayGoOn.SetResult();

        using var response = await answer;
        (await response.Content.ReadAsStringAsync()).ShouldBe("second");
    }

    [Fact]
    public async Task Its_end_reaches_the_gateway_when_the_client_leaves()
    {
        var (began, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var run = await ProxyRun.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            await context.Response.Body.FlushAsync();
            began.SetResult();
            await left.Task;
        });
        var response = await run.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        await began.Task;

        response.Dispose();

        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class SlowContent : HttpContent
    {
        private readonly (string First, Task Between, string Second) _parts;

        public SlowContent(string first, Task between, string second)
        {
            _parts = (first, between, second);
            Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_parts.First));
            await stream.FlushAsync();
            await _parts.Between;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_parts.Second));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
