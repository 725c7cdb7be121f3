namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>Sent to a queue after everything else, so that whoever sees it knows that nothing more comes.</summary>
public sealed record Curtain(Guid Id);
