namespace Sprout.Provisioner.Manifests;

/// <summary>The Pod Security Standard that containers keep to, and that their namespace enforces.</summary>
public enum PodSecurityProfile
{
    /// <summary>Stock images: their process may start as root and bind port 80, with the few capabilities that this takes.</summary>
    Baseline,

    /// <summary>Never root, no capabilities; for images that are made for it.</summary>
    Restricted,
}
