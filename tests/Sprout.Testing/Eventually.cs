using System.Diagnostics;

namespace Sprout.Testing;

/// <summary>Waits for what another process or thread does, where nothing can be awaited: asks again and again, and returns at the first yes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the condition holds. Throws <see cref="TimeoutException"/>, saying <paramref name="what"/> was waited for, when it does not in time.</summary>
    public static Task HoldsAsync(string what, Func<bool> condition, TimeSpan? within = null) =>
        HoldsAsync(what, () => Task.FromResult(condition()), within);

    /// <summary>Returns when the condition holds. Throws <see cref="TimeoutException"/>, saying <paramref name="what"/> was waited for, when it does not in time.</summary>
    public static Task HoldsAsync(string what, Func<Task<bool>> condition, TimeSpan? within = null) =>
        GetAsync(what, async () => await condition() ? "" : null, within);

    /// <summary>The first answer that is not null. Throws <see cref="TimeoutException"/>, saying <paramref name="what"/> was waited for, when none comes in time.</summary>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> find, TimeSpan? within = null)
        where T : class
    {
        using var timer = new PeriodicTimer(Interval);
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < (within ?? Patience))
        {
            if (await find() is { } found)
                return found;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Not within {(within ?? Patience).TotalSeconds} s: {what}.");
    }
}
