using System.Globalization;
using Sprout.Contracts;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Http;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Reads what clients ask for, fills in what they leave out, and says of every wrong field what would be right.</summary>
internal sealed class ContainerRules
{
    private const int MaximumPort = 65535;

    private readonly GatewayOptions _options;
    private readonly ImageAllowList _images;
    private readonly TimeProvider _time;

    public ContainerRules(GatewayOptions options, ImageAllowList images, TimeProvider time)
    {
        _time = time;
        _options = options;
        _images = images;
    }

    /// <summary>What to run and for how long; meant only when <see cref="JsonFields.Errors"/> stays empty.</summary>
    public (ContainerSpec Spec, int TtlSeconds, string? CaptchaToken) ReadCreation(JsonFields body, Guid id)
    {
        var spec = new ContainerSpec
        {
            Name = Name(body.Text("name") ?? $"container-{id.ToString("N")[..8]}", body.Errors),
            Image = Image(body.Text("image") ?? _options.DefaultImage, body.Errors),
            Port = Port(body.Integer("port") ?? _options.DefaultPort, body.Errors),
            Environment = body.Texts("env") ?? new Dictionary<string, string>(),
        };
        EnvironmentRules.Check("env", spec.Environment, body.Errors);
        var ttl = Ttl(body.Integer("ttl_seconds") ?? (int)_options.DefaultTtl.TotalSeconds, body.Errors);
        var token = ReadCaptchaToken(body);
        body.RejectOthers();
        return (spec, ttl, token);
    }

    /// <summary>How long a container shall live from now, in seconds; meant only when <see cref="JsonFields.Errors"/> stays empty.</summary>
    public int ReadExtension(JsonFields body)
    {
        var wrong = body.Errors.Count;
        var ttl = body.Integer("ttl_seconds");
        if (ttl is { } seconds)
            Ttl(seconds, body.Errors);
        else if (body.Errors.Count == wrong)
            body.Errors.Add("ttl_seconds", "is needed.");
        ReadCaptchaToken(body);
        body.RejectOthers();
        return ttl ?? 0;
    }

    /// <summary>Whether a container may live for so long from now: null, or what is wrong with it.</summary>
    public FieldErrors? CheckLifetime(ContainerDocument container, int ttlSeconds)
    {
        var now = _time.GetUtcNow();
        var (wanted, end) = (now.AddSeconds(ttlSeconds), container.CreatedAt + _options.MaximumLifetime);
        if (wanted <= end || wanted <= container.ExpiresAt)
            return null;
        var left = Math.Max(0, Math.Floor((end - now).TotalSeconds));
        var errors = new FieldErrors();
        errors.Add("ttl_seconds", string.Create(
            CultureInfo.InvariantCulture,
            $"may be {left} at most by now: a container lives for {_options.MaximumLifetime.TotalSeconds} seconds in all, however often it is extended."));
        return errors;
    }

    /// <summary>The body of a deletion has at most a captcha's token: null where it has none.</summary>
    public static string? ReadDeletion(JsonFields body)
    {
        var token = ReadCaptchaToken(body);
        body.RejectOthers();
        return token;
    }

    // Clients may send one everywhere; who must is CaptchaGate's to say.
    private static string? ReadCaptchaToken(JsonFields body) => body.Text("captcha_token");

    private static string Name(string name, FieldErrors errors)
    {
        if (!ContainerName.IsValid(name))
            errors.Add("name", $"must be 1–{ContainerName.MaximumLength} lower-case letters, digits and hyphens, beginning and ending with a letter or digit.");
        return name;
    }

    private string Image(string image, FieldErrors errors)
    {
        if (ImageReference.TryParse(image) is not { } reference)
            errors.Add("image", $"must be an image reference such as nginx:latest, of at most {ImageReference.MaximumLength} characters.");
        else if (!_images.Allows(reference))
            errors.Add("image", $"is not allowed here; allowed are {string.Join(", ", _images.Patterns)}.");
        return image;
    }

    private static int Port(int port, FieldErrors errors)
    {
        if (port is < 1 or > MaximumPort)
            errors.Add("port", $"must be 1–{MaximumPort}.");
        return port;
    }

    private int Ttl(int seconds, FieldErrors errors)
    {
        if (seconds < _options.MinimumTtl.TotalSeconds || seconds > _options.MaximumTtl.TotalSeconds)
            errors.Add("ttl_seconds", $"must be {_options.MinimumTtl.TotalSeconds}–{_options.MaximumTtl.TotalSeconds}.");
        return seconds;
    }
}
