using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sprout.Local.Data;
using Sprout.Local.RedisServers;

namespace Sprout.Local.Separate;

/// <summary>
/// Which service runs in which process, written down in the data folder. A child ends with its parent by itself; one that could not, because it
/// hung, is found here by the next <c>up</c> or <c>down</c> and ended.
/// </summary>
public sealed class ServiceRecords(string folder)
{
    private const string Extension = ".json";

    /// <summary>Writes down a process that was just started.</summary>
    public void Write(ServiceInstance instance, int pid, Uri url) =>
        DataFolder.WriteSecret(PathOf(instance), JsonSerializer.Serialize(new ServiceRecord(pid, OsProcess.StartMark(pid), url)));

    /// <summary>Crosses out a process that has ended.</summary>
    public void Remove(ServiceInstance instance) => File.Delete(PathOf(instance));

    /// <summary>Kills what a killed predecessor left, and returns when it is gone: how many there were.</summary>
    public async Task<int> EndLeftoversAsync(TimeProvider time, ILogger logger, CancellationToken cancellationToken = default)
    {
        var ended = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            // A process id that was given away again is told by its start; where the system does not tell that, nobody is killed.
            if (Read(file) is { StartMark: { } mark, Pid: var pid } && OsProcess.StartMark(pid) == mark)
            {
                logger.LogWarning("{Service} (process {Pid}) was left running; ending it", Path.GetFileNameWithoutExtension(file), pid);
                OsProcess.Kill(pid);
                await OsProcess.WaitForExitAsync(pid, time, cancellationToken);
                ended++;
            }

            File.Delete(file);
        }

        return ended;
    }

    private static ServiceRecord? Read(string file) => JsonSerializer.Deserialize<ServiceRecord>(File.ReadAllText(file));

    private string PathOf(ServiceInstance instance) => Path.Combine(folder, instance.Name + Extension);
}
