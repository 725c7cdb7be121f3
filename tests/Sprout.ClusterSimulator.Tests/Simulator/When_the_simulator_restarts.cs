using System.Text;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_the_simulator_restarts : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sprout-simulator-test-");

    [Fact]
    public async Task Objects_and_versions_are_as_they_were()
    {
        var before = await FillAsync();
        await using var cluster = await StartAsync();
        var after = await cluster.GetAsync("/api/v1/namespaces/default/services/one");
        after.Text.ShouldBe(before.Text);
        var next = await cluster.PostAsync("services", Samples.Service("two"));
        long.Parse(next.Version).ShouldBeGreaterThan(long.Parse(before.Version));
        next.Uid.ShouldNotBe(before.Uid);
    }

    [Fact]
    public async Task An_apply_still_knows_what_was_applied()
    {
        await FillAsync();
        await using var cluster = await StartAsync();
        var applied = await cluster.ApplyAsync("services", "one", Samples.Service("one", "{}"));
        (applied.Body["metadata"]!["labels"]?.AsObject().Count ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task A_torn_last_line_is_cut_off()
    {
        await FillAsync();
        await File.AppendAllTextAsync(Journal, """{"rv":99,"plural":"serv""");
        await using (var cluster = await StartAsync())
        {
            (await cluster.GetAsync("/api/v1/namespaces/default/services/one")).Code.ShouldBe(200);
            (await cluster.PostAsync("services", Samples.Service("two"))).Code.ShouldBe(201);
        }

        await using var again = await StartAsync();
        (await again.GetAsync("/api/v1/namespaces/default/services/two")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_broken_line_in_the_middle_is_not_passed_over()
    {
        await FillAsync();
        var text = await File.ReadAllTextAsync(Journal);
        await File.WriteAllTextAsync(Journal, "nonsense\n" + text, Encoding.UTF8);
        await Should.ThrowAsync<InvalidDataException>(StartAsync);
    }

    [Fact]
    public async Task What_the_client_was_told_is_in_the_file_already()
    {
        await using var cluster = await StartAsync();
        var created = await cluster.PostAsync("services", Samples.Service("one"));
        using var file = new StreamReader(new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        (await file.ReadToEndAsync()).ShouldContain(created.Uid);
    }

    [Fact]
    public async Task Watches_from_before_get_410_and_from_a_new_list_go_on()
    {
        await FillAsync();
        await using var cluster = await StartAsync();
        var old = await Watch.FirstAsync(cluster.WatchAsync("/api/v1/services?resourceVersion=1"));
        (old["type"]!.GetValue<string>(), old["object"]!["code"]!.GetValue<int>(), old["object"]!["reason"]!.GetValue<string>()).ShouldBe(("ERROR", 410, "Expired"));
        var list = await cluster.GetAsync("/api/v1/services");
        await cluster.PostAsync("services", Samples.Service("two"));
        var line = await Watch.FirstAsync(cluster.WatchAsync($"/api/v1/services?resourceVersion={list.Version}"));
        line["type"]!.GetValue<string>().ShouldBe("ADDED");
    }

    [Fact]
    public async Task Pods_that_were_midway_go_on()
    {
        await using (var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { DataFolder = folder.FullName, Pull = TimeSpan.FromHours(1) }))
        {
            await cluster.PostAsync("pods", Samples.Pod("one"));
            await cluster.UntilAsync("pods", "one", pod => pod["status"]!["containerStatuses"] is not null);
        }

        await using var again = await StartAsync();
        await again.UntilAsync("pods", "one", Samples.IsReady);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var first = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions());
        var error = await Should.ThrowAsync<IOException>(() => ClusterSimulator.StartAsync(new ClusterSimulatorOptions { Port = first.BaseAddress.Port }));
        error.Message.ShouldContain(first.BaseAddress.Port.ToString());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Journal => Path.Combine(folder.FullName, "journal.jsonl");

    private Task<TestCluster> StartAsync() => TestCluster.SimulateAsync(new ClusterSimulatorOptions { DataFolder = folder.FullName });

    private async Task<Reply> FillAsync()
    {
        await using var cluster = await StartAsync();
        var reply = await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        reply.Code.ShouldBe(201);
        return await cluster.GetAsync("/api/v1/namespaces/default/services/one");
    }
}
