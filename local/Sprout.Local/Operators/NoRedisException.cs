namespace Sprout.Local.Operators;

/// <summary>It is not known where Redis is, or it does not answer there; the message says what to do.</summary>
public sealed class NoRedisException(string message, Exception? inner = null) : Exception(message, inner);
