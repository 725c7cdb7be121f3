using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>How the piece of a slider was moved: a closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaptchaInput>))]
public enum CaptchaInput
{
    /// <summary>Dragged by mouse, touch or pen; a track shows how.</summary>
    Pointer,

    /// <summary>By the arrow keys; there is no track.</summary>
    Keyboard,

    /// <summary>By single clicks; there is no track.</summary>
    Click,
}
