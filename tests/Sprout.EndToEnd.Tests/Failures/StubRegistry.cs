using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>
/// A registry (OCI distribution v1) on this machine's loopback, from which a real node pulls: images of one program, busybox, that differ in what they start, one for another
/// platform, and a repository that asks for a password. What it does not have it says is not there.
/// </summary>
internal sealed partial class StubRegistry : IDisposable
{
    /// <summary>Where <c>filler</c> waits for a connection, and then writes 64 MiB into its file system.</summary>
    public const int FillerPort = 81;

    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Program = "/bin/busybox"; // static where a node runs: its own images are made of it

    // Answers on port 80, and writes once somebody has connected to the other one.
    private static readonly string Filling = string.Create(CultureInfo.InvariantCulture,
        $"b=/bin/busybox; $b httpd -p 80; $b nc -l -p {FillerPort}; $b dd if=/dev/zero of=/filled bs=1M count=64; exec $b sleep 1d");

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Blob> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Blob> _manifests = new(StringComparer.Ordinal);
    private readonly int _port = RedisServer.FreePort();

    public StubRegistry()
    {
        var layer = Keep("application/vnd.oci.image.layer.v1.tar", LayerWith(Program));
        _manifests["hog"] = Image(layer, ["/bin/busybox", "tail", "/dev/zero"]); // waits for the line's end, and keeps it
        _manifests["filler"] = Image(layer, ["/bin/busybox", "sh", "-c", Filling]);
        _manifests["lost"] = Image(layer, ["/no/such/program"]);
        _manifests["empty"] = Image(layer, []);
        _manifests["foreign"] = Keep(Index, Json(new
        {
            schemaVersion = 2,
            mediaType = Index,
            manifests = new[] { new { mediaType = Manifest, _manifests["empty"].Digest, size = _manifests["empty"].Bytes.Length, platform = new { architecture = "s390x", os = "linux" } } },
        }));
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>How the node is to call an image: <c>hog</c>, <c>filler</c>, <c>lost</c>, <c>empty</c>, <c>foreign</c>, <c>private</c>, or any other, which is not there.</summary>
    public string ImageOf(string name) => $"127.0.0.1:{_port}/{name}:1";

    public void Dispose() => _listener.Close();

    private static byte[] LayerWith(string program)
    {
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            using var file = File.OpenRead(program);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, program[1..])
            {
                DataStream = file,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute,
            });
        }

        return layer.ToArray();
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);

    private Blob Image(Blob layer, string[] command)
    {
        var configuration = Keep("application/vnd.oci.image.config.v1+json", Json(new
        {
            architecture = "amd64",
            os = "linux",
            config = new Dictionary<string, string[]> { ["Cmd"] = command },
            rootfs = new Dictionary<string, object> { ["type"] = "layers", ["diff_ids"] = new[] { layer.Digest } },
        }));
        return Keep(Manifest, Json(new { schemaVersion = 2, mediaType = Manifest, config = Descriptor(configuration), layers = new[] { Descriptor(layer) } }));
    }

    private static object Descriptor(Blob blob) => new { mediaType = blob.Type, digest = blob.Digest, size = blob.Bytes.Length };

    private Blob Keep(string type, byte[] bytes)
    {
        var blob = new Blob(type, bytes, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
        return _blobs[blob.Digest] = blob;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        var path = Path().Match(context.Request.Url!.AbsolutePath);
        var (name, kind, reference) = (path.Groups["name"].Value, path.Groups["kind"].Value, path.Groups["reference"].Value);
        try
        {
            if (name == "private")
            {
                response.Headers["WWW-Authenticate"] = "Basic realm=\"stub\"";
                await WriteAsync(context, HttpStatusCode.Unauthorized, MediaTypeNames.Application.Json, Error("UNAUTHORIZED", "authentication required"));
            }
            else if ((kind == "manifests" && _manifests.TryGetValue(name, out var blob) && reference == "1") || _blobs.TryGetValue(reference, out blob))
            {
                response.Headers["Docker-Content-Digest"] = blob.Digest;
                await WriteAsync(context, HttpStatusCode.OK, blob.Type, blob.Bytes);
            }
            else
            {
                await WriteAsync(context, HttpStatusCode.NotFound, MediaTypeNames.Application.Json, Error("MANIFEST_UNKNOWN", "manifest unknown"));
            }
        }
        catch (HttpListenerException)
        {
            response.Abort(); // who asked has gone
        }
    }

    private static byte[] Error(string code, string message) => Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""");

    private static async Task WriteAsync(HttpListenerContext context, HttpStatusCode code, string type, byte[] bytes)
    {
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength64) = ((int)code, type, bytes.Length);
        if (context.Request.HttpMethod != "HEAD")
            await context.Response.OutputStream.WriteAsync(bytes);
    }

    [GeneratedRegex("^/v2/(?<name>[a-z]+)/(?<kind>manifests|blobs)/(?<reference>[^/]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();

    private sealed record Blob(string Type, byte[] Bytes, string Digest);
}
