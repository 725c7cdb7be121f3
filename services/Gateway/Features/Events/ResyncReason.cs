namespace Sprout.Gateway.Features.Events;

/// <summary>Why a client should list again.</summary>
public enum ResyncReason
{
    /// <summary>The feed no longer has the id from which the client wanted to resume, or never had.</summary>
    UnknownId,

    /// <summary>The client read too slowly; the stream ends after this.</summary>
    TooSlow,

    /// <summary>The gateway itself may have missed something.</summary>
    Gap,
}
