namespace Sprout.Gateway.Features.Options;

/// <summary>Which images may run.</summary>
/// <param name="Default">The image of a request that names none.</param>
/// <param name="Allowed">Patterns, in which <c>*</c> stands for anything but a slash, and <c>**</c> for anything; one that names no tag allows all.</param>
/// <param name="Suggested">Images worth trying, all of them allowed.</param>
public sealed record ImageOptionsView(string Default, IReadOnlyCollection<string> Allowed, IReadOnlyList<string> Suggested);
