namespace Sprout.Local.Data;

/// <summary>Another <c>up</c> holds the data folder.</summary>
public sealed class DataFolderHeldException(string folder, UpRecord? holder) : Exception(Describe(folder, holder))
{
    /// <summary>Who holds it; null when it has not said so yet.</summary>
    public UpRecord? Holder { get; } = holder;

    private static string Describe(string folder, UpRecord? holder) => holder switch
    {
        null => $"{folder} is in use by another `sprout up`.",
        { Url: null } => $"{folder} is in use by another `sprout up` (process {holder.Pid}), which is starting or stopping.",
        _ => $"{folder} is in use by another `sprout up` (process {holder.Pid}), which answers at {holder.Url}. `sprout down` stops it.",
    };
}
