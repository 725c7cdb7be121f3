using System.Globalization;
using System.Text.RegularExpressions;
using Sprout.Gateway.Errors;
using Sprout.Hosting;
using Sprout.Kubernetes;

namespace Sprout.Gateway.Features.Logs;

/// <summary>Which lines a client wants.</summary>
internal sealed partial record LogQuery
{
    /// <summary>Most lines that may be asked for from the end; without <c>tail</c> all that the node still has come.</summary>
    public const int MaximumTail = 100_000;

    public bool Follow { get; private init; }

    public bool Previous { get; private init; }

    public bool Timestamps { get; private init; }

    public int? Tail { get; private init; }

    public DateTimeOffset? Since { get; private init; }

    /// <summary>Reads the parameters as they came; what is wrong with them is added to the errors.</summary>
    public static LogQuery Read(string? follow, string? previous, string? tail, string? timestamps, string? since, FieldErrors errors) => new()
    {
        Follow = ReadFlag("follow", follow, errors),
        Previous = ReadFlag("previous", previous, errors),
        Timestamps = ReadFlag("timestamps", timestamps, errors),
        Tail = ReadTail(tail, errors),
        Since = ReadSince(since, errors),
    };

    /// <summary>The same, as the cluster is asked.</summary>
    public PodLogOptions ToPodLogOptions() => new()
    {
        Container = ContainerPod.ContainerName,
        Follow = Follow,
        Previous = Previous,
        Timestamps = Timestamps,
        TailLines = Tail,
        SinceTime = Since,
    };

    // `?follow` alone is what people write.
    private static bool ReadFlag(string name, string? text, FieldErrors errors)
    {
        if (text is not (null or "" or "true" or "false"))
            errors.Add(name, "must be true or false.");
        return text is "" or "true";
    }

    private static int? ReadTail(string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tail) && tail <= MaximumTail)
            return tail;
        errors.Add("tail", $"must be 0–{MaximumTail}.");
        return null;
    }

    private static DateTimeOffset? ReadSince(string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        if (Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var since))
            return since;
        errors.Add("since", "must be a time such as 2026-05-04T12:00:00Z (RFC 3339), best the one that begins a line.");
        return null;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc3339();
}
