namespace Sprout.Hosting;

/// <summary>A setting is missing or cannot be meant. The message is for the operator: which one, and what to set.</summary>
public sealed class SettingException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
