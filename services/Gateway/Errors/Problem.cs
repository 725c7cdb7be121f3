using System.Text.Json.Serialization;
using Sprout.Contracts;

namespace Sprout.Gateway.Errors;

/// <summary>An error as RFC 9457 writes it (<c>application/problem+json</c>).</summary>
public sealed record Problem
{
    /// <summary>What kind of problem, a URI reference such as <c>/problems/validation</c>; the one to tell problems apart by.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem, for people; the same for every occurrence.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status code.</summary>
    public required int Status { get; init; }

    /// <summary>What happened this time, and what to do about it.</summary>
    public required string Detail { get; init; }

    /// <summary>The path that was asked for.</summary>
    public string? Instance { get; init; }

    /// <summary>The request's id, which the service's log carries too.</summary>
    public string? RequestId { get; init; }

    /// <summary>What is wrong with which field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyCollection<FieldError>? Errors { get; init; }

    /// <summary>Why a captcha was rejected: one of a closed list, such as <c>wrong_offset</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CaptchaRejection? Reason { get; init; }

    /// <summary>How many containers the quota that is used up allows at a time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Limit { get; init; }

    /// <summary>How many of them there are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Used { get; init; }

    /// <summary>The names of the rate limits that are used up; written as draft-ietf-httpapi-ratelimit-headers-11 has it.</summary>
    [JsonPropertyName("violated-policies")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyCollection<string>? ViolatedPolicies { get; init; }
}
