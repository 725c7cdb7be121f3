namespace Sprout.Gateway.Auth;

/// <summary>One entry of configuration section <c>ApiKeys</c>.</summary>
internal sealed record ApiKeySetting
{
    /// <summary>What operators call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key itself; forgotten once hashed.</summary>
    public string Key { get; init; } = "";

    /// <summary>What it is for.</summary>
    public KeyScope Scope { get; init; } = KeyScope.Visitor;

    /// <summary>Whose containers it reaches; the name where none is given. With a visitor key that is each visitor by themselves.</summary>
    public string? Owner { get; init; }
}
