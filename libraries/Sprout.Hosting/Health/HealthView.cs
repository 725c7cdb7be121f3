namespace Sprout.Hosting.Health;

/// <summary>One check.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Ok">Whether it answered.</param>
/// <param name="Message">What was wrong, or how it is.</param>
public sealed record HealthView(string Name, bool Ok, string? Message);
