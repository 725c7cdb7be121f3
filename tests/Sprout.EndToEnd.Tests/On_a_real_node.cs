using System.Net;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

public sealed class On_a_real_node : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [OnARealNode]
    public async Task A_container_answers_from_its_pod_and_goes()
    {
        await using var sprout = await UpAsync();
        using var client = sprout.Client();
        var left = new WhatIsLeft(sprout, OnARealNodeAttribute.Kubeconfig);

        var id = await client.CreateAsync("hello");
        await client.WaitUntilAsync(id, "running");
        var address = (await left.PodOfAsync(id)).Status?.PodIP.ShouldNotBeNull();
        (await client.OpenAsync(new($"http://{address}/"))).ShouldBe(HttpStatusCode.OK);

        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
        await Eventually.HoldsAsync("no object of the container's", async () => await left.ObjectsOfAsync(id) == (0, 0, 0));
        (await left.SlotsAsync()).ShouldBeEmpty();
    }

    [OnARealNode]
    public async Task An_unknown_image_fails_with_its_reasons_and_goes()
    {
        await using var sprout = await UpAsync();
        using var client = sprout.Client();

        var id = await client.CreateAsync("hello", "nginx:no-such-image");
        var failure = (await client.WaitUntilAsync(id, "failed")).GetProperty("failure");
        foreach (var part in (string[])["phase", "reason", "message", "hint"])
            failure.GetProperty(part).GetString().ShouldNotBeNullOrWhiteSpace();

        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
        var left = new WhatIsLeft(sprout, OnARealNodeAttribute.Kubeconfig);
        await Eventually.HoldsAsync("no object of the container's", async () => await left.ObjectsOfAsync(id) == (0, 0, 0));
    }

    public void Dispose() => _folder.Dispose();

    private Task<SproutProcess> UpAsync() =>
        SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string> { ["KUBECONFIG"] = OnARealNodeAttribute.Kubeconfig! });
}
