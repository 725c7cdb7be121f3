using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>What a captcha is solved for: a closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaptchaPurpose>))]
public enum CaptchaPurpose
{
    /// <summary>To create a container.</summary>
    CreateContainer,

    /// <summary>To delete one.</summary>
    DeleteContainer,
}
