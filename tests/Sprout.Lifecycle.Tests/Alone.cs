namespace Sprout.Lifecycle.Tests;

/// <summary>Specs that run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
