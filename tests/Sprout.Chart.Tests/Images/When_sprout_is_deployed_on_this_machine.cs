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

    private static async Task<string> RunAsync(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.PathOf("deploy.sh"), arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
