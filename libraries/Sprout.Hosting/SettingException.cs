using Sprout.Kubernetes;

namespace Sprout.Hosting;

/// <summary>A setting is missing or cannot be meant. The message is for the operator, in one line: which one, and what to set.</summary>
public sealed class SettingException(string message, Exception? inner = null) : InvalidOperationException(message, inner)
{
    /// <summary>Makes something from settings. What that throws, it throws about the settings, and it becomes one of these.</summary>
    public static T Guard<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is InvalidOperationException and not SettingException or ArgumentException or FormatException or KubeConfigException)
        {
            throw new SettingException(InOneLine(exception), exception);
        }
    }

    // The name of a parameter says nothing to an operator.
    private static string InOneLine(Exception exception) =>
        exception.Message.Replace($" (Parameter '{(exception as ArgumentException)?.ParamName}')", "", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
