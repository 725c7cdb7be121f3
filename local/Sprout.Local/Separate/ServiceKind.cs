namespace Sprout.Local.Separate;

/// <summary>A service that can run in a process of its own.</summary>
public enum ServiceKind
{
    /// <summary>HTTP.</summary>
    Gateway,

    /// <summary>The sagas, the deadlines, the observer.</summary>
    Lifecycle,

    /// <summary>Kubernetes objects.</summary>
    Provisioner,

    /// <summary>Challenges.</summary>
    Captcha,

    /// <summary>The limits' policies, and the audit.</summary>
    RateLimiter,
}
