namespace Sprout.TransportCompliance.Tests.Messages;

public sealed record Remind(string Number);
