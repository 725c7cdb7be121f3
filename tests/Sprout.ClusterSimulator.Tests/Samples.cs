using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Tests;

/// <summary>Objects that tests send.</summary>
public static class Samples
{
    public static string Pod(string name, string image = "nginx", string labels = "{}", string more = "") =>
        $$$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{name}}}}","labels":{{{{labels}}}}{{{{more}}}}},"spec":{"automountServiceAccountToken":false,"containers":[{"name":"main","image":"{{{{image}}}}","resources":{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"cpu":"100m","memory":"64Mi"}}}]}}""";

    public static string Service(string name, string labels = """{"a":"1","b":"2"}""", string more = "") =>
        $$$$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"{{{{name}}}}","labels":{{{{labels}}}}{{{{more}}}}},"spec":{"ports":[{"port":80,"protocol":"TCP"}]}}""";

    public static string Lease(string name, string more = "", string holder = "me") =>
        $$$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"{{{{name}}}}"{{{{more}}}}},"spec":{"holderIdentity":"{{{{holder}}}}"}}""";

    public static string OwnedBy(string kind, string name, string uid) =>
        $$$$""","ownerReferences":[{"apiVersion":"v1","kind":"{{{{kind}}}}","name":"{{{{name}}}}","uid":"{{{{uid}}}}"}]""";

    public static bool IsReady(JsonNode pod) => pod["status"]!["conditions"] is JsonArray conditions
        && conditions.Any(each => each!["type"]!.GetValue<string>() == "Ready" && each["status"]!.GetValue<string>() == "True");
}
