using System.Diagnostics;
using Sprout.Testing;

namespace Sprout.Chart.Tests.Images;

/// <summary>What each image has in it, published as the Dockerfile does (but compiled ahead only in the long form) and started as its ENTRYPOINT says: in a folder that cannot be written, and where that can be had as the image's own user.</summary>
public sealed class When_an_image_starts
{
    [Theory]
    [InlineData("gateway", "Gateway")]
    [InlineData("lifecycle", "Lifecycle")]
    [InlineData("provisioner", "Provisioner")]
    [InlineData("captcha", "Captcha")]
    [InlineData("rate-limiter", "RateLimiter")]
    public async Task It_lives_without_rights_and_without_writing(string image, string project)
    {
        var folder = Copy(Path.Combine(await PublishedServices.Folder, $"Sprout.{project}"));
        try
        {
            var port = RedisServer.FreePort();
            using var process = Process.Start(Command(Dockerfile.EntryPoint(image), folder, port))!;
            try
            {
                using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
                await Eventually.HoldsAsync("it lives", async () => process.HasExited || await LivesAsync(http));
                process.HasExited.ShouldBeFalse(process.HasExited ? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
            }
            finally
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            foreach (var part in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Prepend(folder))
                File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.Delete(folder, recursive: true);
        }
    }

    // As root, who may write everywhere, another user is taken; anybody else has no more rights than the image's.
    private static ProcessStartInfo Command(string[] entryPoint, string folder, int port)
    {
        string[] program = Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv")
            ? ["/usr/bin/setpriv", "--reuid=1654", "--regid=1654", "--clear-groups", "--no-new-privs", Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : entryPoint[0], .. entryPoint[1..]]
            : entryPoint;
        var start = new ProcessStartInfo(program[0], program[1..]) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH"),
            ["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT"),
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["DOTNET_EnableDiagnostics"] = "0",
            // Nobody answers there: it lives all the same.
            ["Redis__ConnectionString"] = "127.0.0.1:1",
            ["ApiKeys__0__Name"] = "spec",
            ["ApiKeys__0__Key"] = "a-key-for-this-spec-alone",
            ["ApiKeys__0__Scope"] = "Service",
            ["KUBECONFIG"] = Path.Combine(folder, "kubeconfig"),
        })
        {
            if (value is not null)
                start.Environment[name] = value;
        }

        return start;
    }

    private static string Copy(string published)
    {
        var folder = Directory.CreateTempSubdirectory("sprout-image-").FullName;
        foreach (var file in Directory.EnumerateFiles(published, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(published, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        }

        File.WriteAllText(Path.Combine(folder, "kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: none
            contexts: [{name: none, context: {cluster: none, user: none}}]
            clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: none, user: {token: none}}]
            """);
        foreach (var part in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    private static async Task<bool> LivesAsync(HttpClient http)
    {
        try
        {
            return await http.GetStringAsync(new Uri("/livez", UriKind.Relative)) == "ok";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
