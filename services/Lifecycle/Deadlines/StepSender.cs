using MassTransit;
using Sprout.Lifecycle.StateMachines;
using Sprout.State;

namespace Sprout.Lifecycle.Deadlines;

/// <summary>Asks the provisioner for a container's next step, again.</summary>
public sealed class StepSender
{
    // As many as a page: few enough to hold in memory, enough to keep the round trips few.
    private const int PageSize = 200;

    private readonly ContainerStore _containers;
    private readonly IBus _bus;
    private readonly TimeProvider _time;

    /// <summary>Takes the containers, the bus and the clock.</summary>
    public StepSender(ContainerStore containers, IBus bus, TimeProvider time)
    {
        _time = time;
        _containers = containers;
        _bus = bus;
    }

    /// <summary>
    /// Sends what the container waits for. Harmless when it has moved on: the provisioner's work is idempotent, and the observer undoes what came
    /// too late. Who reads it only after <paramref name="timeToLive"/> may drop it: by then it has been sent again.
    /// </summary>
    public async Task SendAsync(ContainerDocument container, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        switch (container.NextStep)
        {
            case ContainerStep.Provision:
                await SendAsync(CommandQueues.ProvisionPod, ContainerMessages.ProvisionPod(container), timeToLive, cancellationToken);
                break;
            case ContainerStep.Delete:
                await SendAsync(CommandQueues.DeletePod, ContainerMessages.DeletePod(container, _time.GetUtcNow()), timeToLive, cancellationToken);
                break;
        }
    }

    /// <summary>Has what is missing of a running container's objects made again. Who reads it only after <paramref name="timeToLive"/> may drop it.</summary>
    public Task ApplyAgainAsync(ContainerDocument container, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        SendAsync(CommandQueues.ProvisionPod, ContainerMessages.ProvisionPod(container) with { AppliesAgain = true }, timeToLive, cancellationToken);

    /// <summary>Sends the next step of every container that has one: where messages die with the process, this is what brings back those of the process before.</summary>
    public async Task<int> SendAllAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        PageCursor? cursor = null;
        do
        {
            var page = await _containers.ListLiveAsync(cursor, PageSize, cancellationToken);
            foreach (var container in page.Items.Where(container => container.NextStep != ContainerStep.None))
            {
                await SendAsync(container, timeToLive: null, cancellationToken);
                sent++;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return sent;
    }

    private async Task SendAsync<T>(Uri queue, T message, TimeSpan? timeToLive, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = await _bus.GetSendEndpoint(queue);
        await endpoint.Send(message, context => context.TimeToLive = timeToLive, cancellationToken);
    }
}
