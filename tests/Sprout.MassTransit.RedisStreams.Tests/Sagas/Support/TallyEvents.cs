namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>Begins a tally, or goes on with it.</summary>
public sealed record NumberAdded(Guid Id, int Number);

/// <summary>The same, but the instance is stored before its behaviour runs.</summary>
public sealed record NumberInserted(Guid Id, int Number);

/// <summary>Changes nothing.</summary>
public sealed record TallyRead(Guid Id);

/// <summary>Ends a tally, or one that has never begun.</summary>
public sealed record TallyFinished(Guid Id);

/// <summary>Is correlated by content, which Redis cannot do.</summary>
public sealed record TallySought(string State);
