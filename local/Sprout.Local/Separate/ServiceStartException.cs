namespace Sprout.Local.Separate;

/// <summary>A service cannot be started, and could not however often it were tried.</summary>
public sealed class ServiceStartException(string message, Exception? inner = null) : Exception(message, inner);
