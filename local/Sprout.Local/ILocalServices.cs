namespace Sprout.Local;

/// <summary>The services of one <c>up</c>, however they are run.</summary>
public interface ILocalServices : IAsyncDisposable
{
    /// <summary>Where they answer.</summary>
    Uri Url { get; }

    /// <summary>Stops them in order: what is under way finishes, within bounds.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
