using System.Net;
using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Logs;

public sealed class When_logs_are_read(SharedRedis redis) : LogTest(redis)
{
    [Fact]
    public async Task The_owner_gets_them_from_the_cluster()
    {
        var container = await Gateway.GivenAsync();

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("hello\n");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        response.Headers.GetValues("X-Log-Source").ShouldBe(["cluster"]);
        response.Headers.Contains("X-Log-Left-Out").ShouldBeFalse();
        Cluster.Requests.ShouldBe([$"/api/v1/namespaces/sprout/pods/c-{container.CorrelationId}/log?container=main"]);
    }

    [Fact]
    public async Task The_cluster_is_asked_for_what_is_wanted()
    {
        var container = await Gateway.GivenAsync();

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow&previous=true&tail=0&timestamps=true&since=2026-05-04T12:00:00.123456789Z");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Cluster.Requests.Single().ShouldEndWith("/log?container=main&follow=true&previous=true&tailLines=0&sinceTime=2026-05-04T12%3A00%3A00.1234568Z&timestamps=true");
    }

    [Fact]
    public async Task Others_find_nothing()
    {
        var container = await Gateway.GivenAsync();

        foreach (var (client, id) in new[] { (Gateway.Other, container.CorrelationId.ToString()), (Gateway.Service, container.CorrelationId.ToString()), (Gateway.Visitor, Guid.NewGuid().ToString()), (Gateway.Visitor, "c-1") })
        {
            using var response = await client.GetAsync($"/containers/{id}/logs", Cancel);
            await response.ProblemAsync(404, "not-found");
        }

        Cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_said_of_every_parameter()
    {
        var container = await Gateway.GivenAsync();

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=yes&previous=1&tail=100001&timestamps=True&since=yesterday");

        (await response.WrongFieldsAsync()).ShouldBe(["follow", "previous", "tail", "timestamps", "since"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_parameter_may_be_wrong_in_many_ways()
    {
        // A plus in a query is a space.
        string[] wrong = ["tail=-1", "tail=", "tail=1.5", "tail=1&tail=2", "since=2026-05-04", "since=2026-13-04T12:00:00Z", "since=2026-05-04T12:00:00+01:00"];
        foreach (var parameter in wrong)
        {
            using var response = await OpenAsync(Gateway.Visitor, Guid.NewGuid(), "?" + parameter);
            (await response.WrongFieldsAsync()).ShouldBe([parameter.Split('=')[0]]);
        }
    }

    [Fact]
    public async Task One_that_has_not_started_has_none_yet()
    {
        var stored = await Gateway.GivenAsync(ContainerStates.Pending);
        var applied = await Gateway.GivenAsync(ContainerStates.Pending, document => document.AppliedPodUid = "uid");
        Cluster.AnswerAsync = context => LogServer.RefuseAsync(context, 400, "BadRequest", "container \"main\" in pod \"c\" is waiting to start: ContainerCreating");

        foreach (var container in new[] { stored, applied })
        {
            using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?follow=true");
            await response.ProblemAsync(409, "logs-not-started");
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        Cluster.Requests.Count.ShouldBe(1, "where there is no pod yet nobody need be asked");
    }

    [Fact]
    public async Task There_may_be_no_run_before()
    {
        var container = await Gateway.GivenAsync();
        Cluster.AnswerAsync = context => LogServer.RefuseAsync(context, 400, "BadRequest", "previous terminated container \"main\" in pod \"c\" not found");

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?previous=true");

        await response.ProblemAsync(404, "no-previous-logs");
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_as_one_is_away()
    {
        var container = await Gateway.GivenAsync();
        foreach (var status in new[] { 500, 403, 404 })
        {
            Cluster.AnswerAsync = context =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync("<html>", Cancel);
            };

            using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId);

            await response.ProblemAsync(503, "unavailable");
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task They_come_byte_by_byte_as_they_are_however_long()
    {
        var lines = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"line {n}\n"));
        var garbage = new byte[300_000];
        new Random(4711).NextBytes(garbage);
        byte[] log = [.. System.Text.Encoding.UTF8.GetBytes(lines), .. garbage, .. System.Text.Encoding.UTF8.GetBytes(new string('x', 1_000_000) + "\nend without a line feed")];
        Cluster.AnswerAsync = context => context.Response.Body.WriteAsync(log, Cancel).AsTask();
        var container = await Gateway.GivenAsync();

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId);

        (await response.Content.ReadAsByteArrayAsync(Cancel)).AsSpan().SequenceEqual(log).ShouldBeTrue();
    }
}
