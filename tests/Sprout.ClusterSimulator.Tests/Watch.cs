using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Tests;

/// <summary>Reading of watches.</summary>
public static class Watch
{
    public static string TypeOf(JsonNode line) => line["type"]!.GetValue<string>();

    public static async Task<JsonNode> FirstAsync(IAsyncEnumerable<JsonNode> lines) => (await TakeAsync(lines, 1))[0];

    public static async Task<List<JsonNode>> TakeAsync(IAsyncEnumerable<JsonNode> lines, int count)
    {
        var taken = new List<JsonNode>();
        await foreach (var line in lines)
        {
            taken.Add(line);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
