using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>Why a request was not granted: a closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefusalReason>))]
public enum RefusalReason
{
    /// <summary>There is no such container, or it is another owner's.</summary>
    NotFound,

    /// <summary>A quota has no slot left.</summary>
    QuotaExceeded,

    /// <summary>The id stands for a container that was asked for with other content.</summary>
    IdConflict,

    /// <summary>The container has ended, or is about to.</summary>
    Ended,
}
