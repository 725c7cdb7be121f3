using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>How somebody is asked to prove that they are no flood of requests: a closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaptchaKind>))]
public enum CaptchaKind
{
    /// <summary>Small puzzles that a computer solves by trying.</summary>
    ProofOfWork,

    /// <summary>A piece to be moved into its gap.</summary>
    Slider,
}
