using MassTransit;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>What becomes of a bus' endpoints: <c>ready QUEUE</c>, <c>stopping QUEUE</c>, <c>completed QUEUE</c>, <c>failed QUEUE</c>.</summary>
public sealed class EndpointSteps : IReceiveEndpointObserver
{
    public Record<string> Steps { get; } = new();

    public Task Ready(ReceiveEndpointReady ready) => Note("ready", ready);

    public Task Stopping(ReceiveEndpointStopping stopping) => Note("stopping", stopping);

    public Task Completed(ReceiveEndpointCompleted completed) => Note("completed", completed);

    public Task Faulted(ReceiveEndpointFaulted faulted) => Note("failed", faulted);

    /// <summary>Returns once the queue's endpoint has come to the step.</summary>
    public async Task UntilAsync(string step, string queue)
    {
        for (var count = 1; (await Steps.AtLeastAsync(count))[count - 1] != $"{step} {queue}";)
            count++;
    }

    private Task Note(string step, ReceiveEndpointEvent endpoint) => Steps.Note($"{step} {endpoint.InputAddress.AbsolutePath.TrimStart('/')}");
}
