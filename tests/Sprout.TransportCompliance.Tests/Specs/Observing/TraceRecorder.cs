using System.Diagnostics;
using Sprout.TransportCompliance.Tests.Stage;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

/// <summary>The activities that belong to one trace, which it begins, as they end.</summary>
internal sealed class TraceRecorder : IDisposable
{
    private const string SourceName = "Sprout.TransportCompliance";
    private static readonly ActivitySource Source = new(SourceName);

    private readonly ActivityListener _listener;

    public TraceRecorder()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name is "MassTransit" or SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // Specs that run meanwhile have traces of their own.
            ActivityStopped = activity =>
            {
                if (activity.TraceId == Root?.TraceId)
                    Ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        Root = Source.StartActivity("spec") ?? throw new InvalidOperationException("Nobody listens.");
    }

    public Activity Root { get; }

    public Record<Activity> Ended { get; } = new();

    /// <summary>The names from the root to the first that ends with the name, each the parent of the next.</summary>
    public async Task<IReadOnlyList<string>> PathAsync(string name)
    {
        var last = await NamedAsync(name);
        // A parent may end after its children.
        for (var path = new List<Activity> { last }; ;)
        {
            if (path[0].ParentSpanId == Root.SpanId)
                return [.. path.Select(activity => activity.DisplayName)];
            path.Insert(0, await FirstAsync(activity => activity.SpanId == path[0].ParentSpanId));
        }
    }

    /// <summary>The first that ends with such a name, or the second, and so on.</summary>
    public Task<Activity> NamedAsync(string name, int which = 1) => FirstAsync(activity => activity.DisplayName == name && --which == 0);

    private async Task<Activity> FirstAsync(Predicate<Activity> isSo)
    {
        for (var count = 1; ; count++)
        {
            if ((await Ended.AtLeastAsync(count))[count - 1] is { } activity && isSo(activity))
                return activity;
        }
    }

    public void Dispose()
    {
        Root.Dispose();
        _listener.Dispose();
    }
}
