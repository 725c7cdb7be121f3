using System.Globalization;

namespace Sprout.Bench.Gateway;

/// <summary>What is asked of <c>bench gateway</c>.</summary>
internal sealed record GatewaySettings
{
    public const string Usage = """
        bench gateway [--url URL --key KEY] [--containers 3,1000,10000] [--concurrency 1,16,64] [--seconds 5] [--log true]
          --url   the address of any implementation of this HTTP API; without it one of this repository is started
          --log   whether the one that is started writes a log line for each request, as it does otherwise
          --key   its X-API-Key, of scope service: neither quota nor rate limit may hold it up
        """;

    public Uri? Url { get; init; }

    public string Key { get; init; } = "";

    public IReadOnlyList<int> Containers { get; init; } = [3, 1_000, 10_000];

    public IReadOnlyList<int> Concurrency { get; init; } = [1, 16, 64];

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);

    public bool LogsRequests { get; init; }

    /// <summary>Reads the arguments; null when they cannot be meant.</summary>
    public static GatewaySettings? Parse(IReadOnlyList<string> arguments)
    {
        var settings = new GatewaySettings();
        if (arguments.Count % 2 != 0)
            return null;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--url" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp:
                    settings = settings with { Url = url };
                    break;
                case "--key":
                    settings = settings with { Key = value };
                    break;
                case "--containers" when Numbers(value) is { } numbers:
                    settings = settings with { Containers = numbers };
                    break;
                case "--concurrency" when Numbers(value) is { } numbers:
                    settings = settings with { Concurrency = numbers };
                    break;
                case "--log" when bool.TryParse(value, out var logs):
                    settings = settings with { LogsRequests = logs };
                    break;
                case "--seconds" when Numbers(value) is [var seconds]:
                    settings = settings with { Time = TimeSpan.FromSeconds(seconds) };
                    break;
                default:
                    return null;
            }
        }

        return settings.Url is null == (settings.Key.Length == 0) ? settings : null;
    }

    private static List<int>? Numbers(string text)
    {
        var numbers = text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        return numbers.TrueForAll(number => number > 0) && numbers.Order().SequenceEqual(numbers) ? numbers : null;
    }
}
