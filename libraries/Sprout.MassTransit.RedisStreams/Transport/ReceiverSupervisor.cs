using MassTransit;
using MassTransit.Agents;
using MassTransit.Transports;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Stops the receiver of one endpoint first, then what sends for it.</summary>
internal sealed class ReceiverSupervisor(Func<TransportConnection> connection) : TransportPipeContextSupervisor<ReceiverContext>(new Factory(connection))
{
    private sealed class Factory(Func<TransportConnection> connection) : IPipeContextFactory<ReceiverContext>
    {
        public IPipeContextAgent<ReceiverContext> CreateContext(ISupervisor supervisor) =>
            supervisor.AddContext(new ReceiverContext(connection(), supervisor.Stopped));

        public IActivePipeContextAgent<ReceiverContext> CreateActiveContext(
            ISupervisor supervisor, PipeContextHandle<ReceiverContext> context, CancellationToken cancellationToken = default) =>
            supervisor.AddActiveContext(context, ShareAsync(context.Context, cancellationToken));

        private static async Task<ReceiverContext> ShareAsync(Task<ReceiverContext> context, CancellationToken cancellationToken) =>
            new((await context).Connection, cancellationToken);
    }
}
