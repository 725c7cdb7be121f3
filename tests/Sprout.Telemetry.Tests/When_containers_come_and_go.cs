using System.Net.Http.Json;
using System.Text.Json;
using Sprout.Telemetry.Tests.Support;
using Sprout.Testing;

namespace Sprout.Telemetry.Tests;

public sealed class When_containers_come_and_go
{
    [Fact]
    public async Task Every_stage_and_state_is_measured_and_nobody_is_named()
    {
        await using var sprout = await SproutRun.StartAsync([new("Quota:Total", "100")]);
        var before = await sprout.ScrapeAsync();
        // What alerts count is there before it happens: a rate does not see a series' first sample.
        foreach (var reason in Alert.Named("SproutContainersFail").Expression.Split('"')[3].Split('|'))
            before.Sum("sprout_container_state_changes_total", ("status", "failed"), ("reason", reason)).ShouldNotBeNull(reason);
        foreach (var outcome in Alert.Named("SproutLimitsUndecided").Expression.Split('"')[1].Split('|'))
            before.Sum("sprout_rate_limit_requests_total", ("outcome", outcome)).ShouldNotBeNull(outcome);
        before.Sum("sprout_captcha_outcomes_total", ("step", "answer"), ("outcome", "wrong_offset")).ShouldNotBeNull();

        var (_, id) = await sprout.CreateAsync();
        await sprout.BecomesAsync(id, "running");
        var running = await sprout.ScrapeAsync();
        await Eventually.HoldsAsync("it is counted", async () => (running = await sprout.ScrapeAsync()).Sum("sprout_containers", ("status", "running")) == 1 && running.Sum("sprout_quota_used") == 1);
        await sprout.Http.DeleteAsync(new Uri($"containers/{id}", UriKind.Relative));
        await sprout.BecomesAsync(id, "deleted");
        var after = running;
        await Eventually.HoldsAsync("that is counted", async () => Added(after = await sprout.ScrapeAsync(), "sprout_container_state_changes_total", ("status", "deleted")) == 1);

        foreach (var stage in (string[])["saga", "queue", "apply", "schedule", "pull", "ready"])
            Added(after, "sprout_container_stage_duration_seconds_count", ("stage", stage)).ShouldBe(1, stage);
        Added(after, "sprout_container_start_duration_seconds_count").ShouldBe(1);
        foreach (var status in (string[])["pending", "running", "deleting", "deleted"])
            Added(after, "sprout_container_state_changes_total", ("status", status)).ShouldBe(1, status);
        Added(after, "messaging_process_duration_seconds_count", ("messaging_destination_name", "provision-pod")).ShouldBe(1);
        Added(after, "sprout_kubernetes_call_duration_seconds_count", ("verb", "create"), ("resource", "pods"), ("code", "201")).ShouldBe(1);
        Added(after, "http_server_request_duration_seconds_count", ("http_route", "/containers"), ("http_response_status_code", "202")).ShouldBe(1);
        running.Sum("sprout_quota_used").ShouldBe(1);
        running.Sum("sprout_quota_limit").ShouldBe(100);
        running.Sum("sprout_bus_queue_depth", ("queue", "container")).ShouldNotBeNull();
        // The alert has every queue of ours by its name, for those of other programs are none of its business.
        var watched = Alert.Named("SproutQueueUnattended").Expression.Split('"')[1].Split('|');
        running.Samples.Where(sample => sample.Name == "sprout_bus_queue_depth").Select(sample => sample.Labels["queue"]).ShouldBe(watched, ignoreOrder: true);

        // Of the framework's, all that dashboards ask for are there.
        Tables.Rows("framework metrics").Select(row => row[1]).Where(name => !after.Types.ContainsKey(name) && name != "dotnet_exceptions_total").ShouldBeEmpty();
        foreach (var sample in after.Samples)
        {
            sample.Labels.Values.ShouldNotContain(value => value.Contains(id.ToString()) || value.Contains("_bus_"), sample.Name);
            sample.Labels.Keys.ShouldNotContain("otel_metric_overflow", sample.Name);
        }

        double Added(Scrape now, string name, params (string, string)[] labels) => (now.Sum(name, labels) ?? 0) - (before.Sum(name, labels) ?? 0);
    }

    [Fact]
    public async Task Two_processes_tell_of_the_queues_once()
    {
        await using var sprout = await SproutRun.StartAsync();
        var role = new State.ReporterRole(sprout.Database);

        (await role.TryHoldAsync(TimeSpan.FromMinutes(1))).ShouldBeFalse();

        // Its holder dies, and another is quicker than it would be itself.
        await sprout.Database.ExecuteAsync("DEL", [State.SproutKeys.StateReporter.Name]);
        await Eventually.HoldsAsync("the other has it", async () => await role.TryHoldAsync(TimeSpan.FromMinutes(1)) || await DeleteAsync());
        await Eventually.HoldsAsync("the first says nothing more", async () => (await sprout.ScrapeAsync()).Sum("sprout_bus_delayed") is null);
        await role.LeaveAsync();
        await Eventually.HoldsAsync("it says it again", async () => (await sprout.ScrapeAsync()).Sum("sprout_bus_delayed") == 0);

        async Task<bool> DeleteAsync()
        {
            await sprout.Database.ExecuteAsync("DEL", [State.SproutKeys.StateReporter.Name]);
            return false;
        }
    }

    [Fact]
    public async Task The_gateway_itself_answers_nobody_about_metrics()
    {
        await using var sprout = await SproutRun.StartAsync();

        using var answer = await sprout.Http.GetAsync(new Uri("metrics", UriKind.Relative));

        ((int)answer.StatusCode).ShouldBe(404);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32().ShouldBe(404);
    }
}
