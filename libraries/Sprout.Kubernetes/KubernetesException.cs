using System.Net;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes;

/// <summary>The API server answered with an error.</summary>
public sealed class KubernetesException : Exception
{
    /// <summary>Takes the answer.</summary>
    public KubernetesException(HttpStatusCode statusCode, V1Status status, TimeSpan? retryAfter = null)
        : base($"{(int)statusCode} {status.Reason}: {status.Message}")
    {
        StatusCode = statusCode;
        Status = status;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status, or the code of an ERROR event in a watch.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>What the server said; made from the HTTP answer where it sent no Status object.</summary>
    public V1Status Status { get; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same call may succeed later: 408, 429 and 5xx but 501.</summary>
    public bool IsTransient => (int)StatusCode is 408 or 429 or (>= 500 and not 501);
}
