namespace Sprout.Telemetry.Tests.Support;

/// <summary>This spec is the cause of an alert.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ProvokesAttribute(string alert) : Attribute
{
    public string Alert { get; } = alert;
}
