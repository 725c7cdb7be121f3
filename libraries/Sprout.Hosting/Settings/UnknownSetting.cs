namespace Sprout.Hosting.Settings;

/// <summary>A setting that nobody reads.</summary>
/// <param name="Name">Its name as given, parts apart by <c>:</c>.</param>
/// <param name="Nearest">What may have been meant; null where nothing is near.</param>
public sealed record UnknownSetting(string Name, string? Nearest);
