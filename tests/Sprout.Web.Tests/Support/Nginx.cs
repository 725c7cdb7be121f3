using System.Diagnostics;
using Sprout.Testing;

namespace Sprout.Web.Tests.Support;

/// <summary>nginx with <c>web/nginx.conf</c>, as it runs in a cluster: as nobody, and it writes nowhere but in one folder.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private Nginx(Process process, DirectoryInfo folder, Uri url) => (_process, _folder, Url) = (process, folder, url);

    /// <summary>Why it cannot be tried here; null where it can.</summary>
    public static string? Missing =>
        Chromium.Missing ?? (File.Exists(Program) ? null : "nginx is not installed: `apt-get install nginx`.");

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>What it complained of.</summary>
    public string Errors => File.ReadAllText(Path.Combine(_folder.FullName, "tmp", "errors"));

    /// <summary>Starts one before a gateway, and returns when it answers.</summary>
    public static async Task<Nginx> StartAsync(Uri gateway, string visitorKey)
    {
        var folder = Directory.CreateTempSubdirectory("sprout-nginx-");
        var port = RedisServer.FreePort();
        // What nobody may write, they may read.
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder.FullName, All);
        var site = folder.CreateSubdirectory("html");
        Copy(new(Chromium.Bundle), site);
        var tmp = folder.CreateSubdirectory("tmp");
        File.SetUnixFileMode(tmp.FullName, All | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite);

        // What envsubst does, and where a test must not be where a container is.
        var text = (await File.ReadAllTextAsync(Path.Combine(Chromium.Root, "web", "nginx.conf")))
            .Replace("${GATEWAY}", gateway.Authority, StringComparison.Ordinal)
            .Replace("${VISITOR_KEY}", visitorKey, StringComparison.Ordinal)
            .Replace("listen 8080;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("/usr/share/nginx/html", site.FullName, StringComparison.Ordinal)
            .Replace(" /tmp/nginx", $" {tmp.FullName}/nginx", StringComparison.Ordinal)
            .Replace("error_log /dev/stderr", $"error_log {tmp.FullName}/errors", StringComparison.Ordinal);
        text.ShouldNotContain("${");
        var file = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(file, text);
        File.SetUnixFileMode(file, All);

        string[] nginx = [Program, "-e", "stderr", "-c", file, "-g", "daemon off;"];
        string[] command = Environment.UserName == "root" ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", .. nginx] : nginx;
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardError = true };
        var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var url = new Uri($"http://127.0.0.1:{port}/");
        using var http = new HttpClient(new BrokenConnections()) { BaseAddress = url };
        await Eventually.HoldsAsync("nginx answers", async () =>
        {
            if (process.HasExited)
                throw new InvalidOperationException($"nginx ended: {await said}");
            try
            {
                using var answer = await http.GetAsync(new Uri("livez", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not yet
            }
        });
        return new(process, folder, url);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var folder in from.EnumerateDirectories())
            Copy(folder, to.CreateSubdirectory(folder.Name));
    }
}
