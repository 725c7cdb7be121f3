using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Sprout.Local;

/// <summary>Starts what listens on the port that the user has chosen.</summary>
internal static class WebApplicationStart
{
    /// <summary>Starts it. Throws <see cref="PortTakenException"/>, and leaves nothing running when it throws.</summary>
    public static async Task StartOnPortAsync(this WebApplication app, int port, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await app.DisposeAsync();
            if (exception is IOException { InnerException: AddressInUseException })
                throw new PortTakenException(port, exception);
            throw;
        }
    }
}
