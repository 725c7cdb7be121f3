using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sprout.Hosting.Settings;

/// <summary>
/// Says at the start which settings nobody reads, for a misspelt one would otherwise do nothing in silence. No more than that: during an upgrade, older
/// services get settings that only newer ones know.
/// </summary>
internal sealed class UnknownSettingsWarning(IConfiguration configuration, ILogger<UnknownSettingsWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, nearest) in SettingNames.Unknown(configuration))
        {
            if (nearest is null)
                logger.LogWarning("The setting {Setting} does nothing: there is none of this name", name);
            else
                logger.LogWarning("The setting {Setting} does nothing: there is none of this name. Was {Nearest} meant?", name, nearest);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
