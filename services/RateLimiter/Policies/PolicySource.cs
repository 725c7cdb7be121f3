using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Sprout.RateLimiting;

namespace Sprout.RateLimiter.Policies;

/// <summary>
/// Reads the policies from the settings and, where <c>RateLimits:File</c> names one, from that file, which comes last. The file is read anew each
/// time: what watches files overlooks those on network drives and in Kubernetes' volumes, and forgets the old when the new is not JSON.
/// </summary>
internal sealed class PolicySource
{
    public const string FileSetting = PolicySettings.Section + ":File";

    private readonly IConfiguration _configuration;

    public PolicySource(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Whether any setting says something about policies; otherwise the built-in ones hold.</summary>
    public bool SaysSomething => _configuration[FileSetting] is { Length: > 0 } || _configuration.GetSection(PolicySettings.Policies).Exists();

    /// <summary>Throws <see cref="InvalidOperationException"/> for what cannot be read or meant.</summary>
    public PolicySet Read()
    {
        if (_configuration[FileSetting] is not { Length: > 0 } path)
            return PolicySettings.Read(_configuration);
        try
        {
            using var file = File.OpenRead(path);
            // Disposed, or the settings beneath would hold on to every reading.
            var all = new ConfigurationBuilder().AddConfiguration(_configuration).AddJsonStream(file).Build();
            using (all as IDisposable)
                return PolicySettings.Read(all);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new InvalidOperationException($"{FileSetting} names {path}, which cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
