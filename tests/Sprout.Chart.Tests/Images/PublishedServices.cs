using System.Diagnostics;

namespace Sprout.Chart.Tests.Images;

/// <summary>All services as their images have them: published once for all specs, by the Dockerfile's own command; compiled ahead too in the long form.</summary>
internal static class PublishedServices
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>Has a folder for each: <c>Sprout.Gateway</c> and so on. helm/walk/walk.sh takes what is there, too.</summary>
    public static Task<string> Folder => Published.Value;

    private static async Task<string> PublishAsync()
    {
        var folder = Repository.PathOf("services", "bin", Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1" ? "images-ahead" : "images");
        using var process = Process.Start(new ProcessStartInfo(Repository.PathOf("helm", "walk", "publish.sh"), [folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await output + await errors);
        return folder;
    }
}
