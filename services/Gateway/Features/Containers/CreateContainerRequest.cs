using System.ComponentModel.DataAnnotations;

namespace Sprout.Gateway.Features.Containers;

/// <summary>What to run; every member may be left out.</summary>
public sealed record CreateContainerRequest
{
    /// <summary>A DNS label (RFC 1123): lower-case letters, digits and hyphens; for people, need not be unique. Default: <c>container-</c> and the id's first 8 digits.</summary>
    [StringLength(ContainerName.MaximumLength, MinimumLength = 1), RegularExpression(ContainerName.Pattern)]
    public string? Name { get; init; }

    /// <summary>An image reference that this installation allows. Default: <c>nginx:latest</c>, unless the operator chose another.</summary>
    [StringLength(ImageReference.MaximumLength, MinimumLength = 1)]
    public string? Image { get; init; }

    /// <summary>The TCP port on which the container answers HTTP. Default: 80.</summary>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>Environment variables: at most 32, names like C identifiers of at most 64 characters, values of at most 4096, 32 kB together.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>How long it lives, in seconds. Default: 86400 (24 hours).</summary>
    [Range(60, 604800)]
    public int? TtlSeconds { get; init; }

    /// <summary>The token of a solved captcha (<c>POST /captcha/request</c>), good for one container; visitors need one, programs do not.</summary>
    public string? CaptchaToken { get; init; }
}
