namespace Sprout.Local.Tests.Settings;

/// <summary>One setting, as the docs have it.</summary>
/// <param name="Name">Parts apart by <c>:</c>; <c>*</c> for one that is free.</param>
/// <param name="Type">What is written there.</param>
/// <param name="Default">What holds when it is not set.</param>
/// <param name="Meaning">What it is for.</param>
internal sealed record Setting(string Name, string Type, string Default, string Meaning)
{
    /// <summary>The part before the first colon.</summary>
    public string Section => Name.Split(':')[0];
}
