using System.Net;
using System.Text;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Logs;

public sealed class When_the_container_has_ended(SharedRedis redis) : LogTest(redis)
{
    private const string Text = "2026-05-04T12:00:00.123456789Z one\n2026-05-04T12:00:01.5Z \n2026-05-04T12:00:02Z three é\n";

    [Fact]
    public async Task What_was_kept_is_read()
    {
        foreach (var state in new[] { ContainerStates.Failed, ContainerStates.Deleting, ContainerStates.Deleted })
        {
            using var response = await OpenAsync(Gateway.Visitor, await GivenAsync(state));

            (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("one\n\nthree é\n");
            response.Headers.GetValues("X-Log-Source").ShouldBe(["kept"]);
            response.Headers.GetValues("X-Log-Left-Out").ShouldBe(["12+"]);
        }

        Cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_chosen_from_as_in_the_cluster()
    {
        var id = await GivenAsync(ContainerStates.Failed);
        (string Query, string Expected)[] choices =
        [
            ("?timestamps=true", Text),
            ("?tail=1", "three é\n"),
            ("?tail=0", ""),
            ("?follow=true&tail=2", "\nthree é\n"),
            ("?since=2026-05-04T12:00:01.9Z", "\nthree é\n"),
            ("?since=2026-05-04T14:00:02%2B02:00", "three é\n"),
            ("?since=2026-05-04T12:00:03Z", ""),
        ];
        foreach (var (query, expected) in choices)
        {
            using var response = await OpenAsync(Gateway.Visitor, id, query);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(expected, query);
        }
    }

    [Fact]
    public async Task The_run_before_is_gone()
    {
        using var response = await OpenAsync(Gateway.Visitor, await GivenAsync(ContainerStates.Failed), "?previous=true");

        await response.ProblemAsync(404, "no-previous-logs");
    }

    [Fact]
    public async Task Others_find_nothing()
    {
        using var response = await OpenAsync(Gateway.Other, await GivenAsync(ContainerStates.Failed));

        await response.ProblemAsync(404, "not-found");
    }

    [Fact]
    public async Task Where_nothing_was_kept_there_is_nothing()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Failed, document => document.PodIsGone = true);

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId);

        await response.ProblemAsync(404, "no-logs");
        Cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_cluster_is_asked_while_its_pod_goes()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Deleting);

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("hello\n");
    }

    [Fact]
    public async Task A_pod_that_goes_while_it_is_asked_for_leaves_what_was_kept()
    {
        var container = await Gateway.GivenAsync();
        Cluster.AnswerAsync = async context =>
        {
            await KeepAsync(container.CorrelationId);
            await LogServer.RefuseAsync(context, 404, "NotFound", "pods not found");
        };

        using var response = await OpenAsync(Gateway.Visitor, container.CorrelationId, "?tail=1");

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("three é\n");
    }

    private async Task<Guid> GivenAsync(string state)
    {
        var container = await Gateway.GivenAsync(state);
        await KeepAsync(container.CorrelationId);
        return container.CorrelationId;
    }

    private async Task KeepAsync(Guid id) =>
        (await new ContainerLogStore(Gateway.Database).KeepAsync(id, new() { Text = Encoding.UTF8.GetBytes(Text), LeftOut = 12, IsLeast = true }, Cancel)).ShouldBeTrue();
}
