using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Tests;

/// <summary>A status code and what came with it.</summary>
public sealed record Reply(int Code, string Text)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public string? Reason => Body["reason"]?.GetValue<string>();

    public string? Message => Body["message"]?.GetValue<string>();

    public string Version => Body["metadata"]!["resourceVersion"]!.GetValue<string>();

    public string Uid => Body["metadata"]!["uid"]!.GetValue<string>();
}
