using System.Net;
using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Logs;

public sealed class When_logs_are_followed(SharedRedis redis) : LogTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Gateway:LogStreamsPerVisitor", "2"), ("Gateway:LogPatience", "00:00:00.05")];

    [Fact]
    public async Task Lines_come_as_they_are_written_and_end_with_the_container()
    {
        using var next = new SemaphoreSlim(0);
        Cluster.AnswerAsync = async context =>
        {
            for (var n = 0; n < 3; n++)
            {
                await LogServer.WriteAsync(context, $"line {n}\n");
                await next.WaitAsync(Cancel);
            }
        };
        var container = await Gateway.GivenAsync();
        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        for (var n = 0; n < 3; n++)
        {
            (await reader.ReadLineAsync(Cancel)).ShouldBe($"line {n}");
            next.Release();
        }

        (await reader.ReadLineAsync(Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_container_that_says_nothing_is_followed_all_the_same()
    {
        var spoke = new TaskCompletionSource();
        Cluster.AnswerAsync = async context =>
        {
            await spoke.Task;
            await LogServer.WriteAsync(context, "at last\n");
        };
        var container = await Gateway.GivenAsync();

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        spoke.SetResult();
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("at last\n");
    }

    [Fact]
    public async Task Who_leaves_costs_the_cluster_nothing_more()
    {
        Cluster.AnswerAsync = SpeakAndWaitAsync;
        var container = await Gateway.GivenAsync();
        var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);
        Cluster.Open.ShouldBe(1);

        await LeaveAsync(response);

        await Eventually.HoldsAsync("the call to the cluster to end", () => Task.FromResult(Cluster.Open == 0));
    }

    [Fact]
    public async Task What_breaks_at_the_cluster_breaks_here_and_does_not_look_like_the_end()
    {
        var isRead = new TaskCompletionSource();
        Cluster.AnswerAsync = async context =>
        {
            await LogServer.WriteAsync(context, "half a li");
            await isRead.Task;
            context.Abort();
        };
        var container = await Gateway.GivenAsync();
        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);
        await using var log = await response.Content.ReadAsStreamAsync(Cancel);
        await log.ReadExactlyAsync(new byte[9], Cancel);

        isRead.SetResult();

        (await Record.ExceptionAsync(async () => await log.CopyToAsync(Stream.Null, Cancel))).ShouldBeAssignableTo<IOException>();
    }

    [Fact]
    public async Task Nothing_is_read_ahead_of_a_client_that_takes_nothing()
    {
        const int Piece = 64 * 1024;
        const long Most = 64L * 1024 * 1024;
        long written = 0;
        Cluster.AnswerAsync = async context =>
        {
            var piece = new byte[Piece];
            while (Interlocked.Add(ref written, Piece) < Most)
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        };
        var container = await Gateway.GivenAsync();
        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);

        long before = 0;
        var looks = 0;
        await Eventually.HoldsAsync("the cluster to be held up", () =>
        {
            var now = Interlocked.Read(ref written);
            looks = now == before ? looks + 1 : 0;
            before = now;
            return Task.FromResult(looks == 5);
        });

        Interlocked.Read(ref written).ShouldBeLessThan(Most, "what sockets and pipes hold, and no more");
    }

    [Fact]
    public async Task A_visitor_may_follow_so_many_at_a_time()
    {
        Cluster.AnswerAsync = SpeakAndWaitAsync;
        var container = await Gateway.GivenAsync();
        var first = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);
        using var second = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);
        using (var third = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel))
            await third.ProblemAsync(429, "too-many-log-streams");

        await LeaveAsync(first);

        await Eventually.HoldsAsync("the place to be free", async () =>
        {
            using var again = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true", Cancel);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_hundred_may_follow_one_container()
    {
        var all = new TaskCompletionSource();
        Cluster.AnswerAsync = async context =>
        {
            await LogServer.WriteAsync(context, "first\n");
            await all.Task;
            await LogServer.WriteAsync(context, "last\n");
        };
        var container = await Gateway.GivenAsync(change: document => document.Owner = Gateway.ServiceOwner);
        var client = Gateway.Service;
        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => OpenAsync(client, container.CorrelationId, "?follow=true", Cancel)));

        all.SetResult();

        foreach (var response in responses)
        {
            using (response)
                (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("first\nlast\n");
        }

        await Eventually.HoldsAsync("all calls to have ended", () => Task.FromResult(Cluster.Open == 0));
    }

    // As a closed tab does; to dispose of an answer is to wait for its end for two seconds first.
    private static async Task LeaveAsync(HttpResponseMessage response)
    {
        using var leaving = new CancellationTokenSource();
        var reading = response.Content.CopyToAsync(Stream.Null, leaving.Token);
        await leaving.CancelAsync();
        await Record.ExceptionAsync(() => reading);
        response.Dispose();
    }

    private static async Task SpeakAndWaitAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await LogServer.WriteAsync(context, "first\n");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
    }
}
