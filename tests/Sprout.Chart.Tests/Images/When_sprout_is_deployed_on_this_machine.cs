using System.Diagnostics;

namespace Sprout.Chart.Tests.Images;

public sealed class When_sprout_is_deployed_on_this_machine
{
    [Theory]
    [InlineData("", "k3s ctr images import -")]
    [InlineData("--k3d dev", "k3d image import --cluster dev")]
    public async Task Every_image_is_built_and_given_to_the_cluster_before_the_chart(string how, string import)
    {
        var lines = (await RunAsync($"--dry-run --tag 1.2.3 {how} -- --set domain=sprout.example")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var images = Dockerfile.Stages.Keys.Except(Dockerfile.Parts).ToList();
        foreach (var image in images)
            lines.ShouldContain(line => line.Contains($" build --target {image} --tag docker.io/library/sprout-{image}:1.2.3 ", StringComparison.Ordinal));
        var given = lines.Single(line => line.Contains(import, StringComparison.Ordinal));
        images.ShouldAllBe(image => given.Contains($"sprout-{image}:1.2.3", StringComparison.Ordinal));
        lines[^1].ShouldStartWith("helm upgrade --install sprout ");
        lines[^1].ShouldEndWith(" --set-string image.tag=1.2.3 --wait --timeout 5m --set domain=sprout.example");
        lines[^1].ShouldNotContain("--force");
    }

    // What a shell points to may be where others work.
    [Theory]
    [InlineData("", "/etc/rancher/k3s/k3s.yaml")]
    [InlineData("--kubeconfig /srv/k3s.yaml", "/srv/k3s.yaml")]
    public async Task The_shells_kubeconfig_does_not_count(string how, string kubeconfig)
    {
        var output = await RunAsync($"--dry-run --tag 1.2.3 {how}");

        output.ShouldStartWith($"KUBECONFIG={kubeconfig}\n");
        output.ShouldContain("kubectl apply -f");
    }

    private static async Task<string> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo(Repository.PathOf("deploy.sh"), arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["KUBECONFIG"] = "/srv/production.yaml";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
