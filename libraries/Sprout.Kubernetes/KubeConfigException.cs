namespace Sprout.Kubernetes;

/// <summary>A configuration that cannot be used; the message names file, context and field, and never a secret.</summary>
public sealed class KubeConfigException(string message, Exception? innerException = null) : Exception(message, innerException);
