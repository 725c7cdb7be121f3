using System.IO.Pipelines;

namespace Sprout.Gateway.Features.Logs;

/// <summary>Hands a log on as it comes.</summary>
internal static class LogStream
{
    private const int MostAtATime = 16 * 1024;

    /// <summary>
    /// Copies until the log ends or the client has gone. Nothing is read ahead of what the client takes: a flush waits for it, and then the cluster waits for us.
    /// </summary>
    public static async Task CopyAsync(Stream log, PipeWriter output, CancellationToken cancellationToken)
    {
        while (await log.ReadAsync(output.GetMemory(MostAtATime)[..MostAtATime], cancellationToken) is > 0 and var count)
        {
            output.Advance(count);
            if (await output.FlushAsync(cancellationToken) is { IsCompleted: true } or { IsCanceled: true })
                return;
        }
    }
}
