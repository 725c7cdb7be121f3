using System.Net;
using Microsoft.AspNetCore.Http;
using Sprout.Local.Data;

namespace Sprout.Local.Tests;

public sealed class When_a_gateway_is_gone
{
    [Fact]
    public async Task Another_has_what_it_refuses_to_connect_for()
    {
        await using var run = await ProxyRun.StartAsync(async context => await context.Request.Body.CopyToAsync(context.Response.Body));
        run.Gateways.Add(new($"http://127.0.0.1:{RememberedPort.FindFree()}"));

        for (var i = 0; i < 4; i++)
        {
            using var content = new StringContent($"{i}");
            using var response = await run.Client.PostAsync("/containers", content);
            (await response.Content.ReadAsStringAsync()).ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task One_that_was_taken_out_is_asked_no_more()
    {
        await using var run = await ProxyRun.StartAsync(context => context.Response.WriteAsync("one"));
        var dead = new Uri($"http://127.0.0.1:{RememberedPort.FindFree()}");
        run.Gateways.Add(dead);

        run.Gateways.Remove(dead);

        run.Gateways.InTurn().ShouldHaveSingleItem().Address.ShouldNotBe(dead);
    }

    [Fact]
    public async Task Without_any_the_client_is_told_to_come_back()
    {
        await using var run = await ProxyRun.StartAsync();

        using var response = await run.Client.GetAsync("/containers");

        await ShouldBeUnavailableAsync(response);
    }

    [Fact]
    public async Task A_request_that_it_was_handling_is_the_clients_to_send_again()
    {
        var began = new TaskCompletionSource();
        await using var run = await ProxyRun.StartAsync(context =>
        {
            began.SetResult();
            context.Abort();
            return Task.CompletedTask;
        });

        using var response = await run.Client.PostAsync("/containers", content: null);

        await began.Task;
        await ShouldBeUnavailableAsync(response);
    }

    [Fact]
    public async Task Half_an_answer_does_not_look_whole()
    {
        await using var run = await ProxyRun.StartAsync(async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        await Should.ThrowAsync<HttpRequestException>(() => run.Client.GetStringAsync("/events"));
    }

    private static async Task ShouldBeUnavailableAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldContain("/problems/unavailable");
    }
}
