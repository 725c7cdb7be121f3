using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Short words for what tests do again and again.</summary>
internal static class HttpAssertions
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancel);

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    public static async Task<JsonObject> ProblemAsync(this HttpResponseMessage response, int status, string type)
    {
        var problem = await response.JsonAsync((HttpStatusCode)status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem["type"]!.GetValue<string>().ShouldBe("/problems/" + type);
        problem["status"]!.GetValue<int>().ShouldBe(status);
        foreach (var member in new[] { "title", "detail", "instance", "request_id" })
            problem[member]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        problem["request_id"]!.GetValue<string>().ShouldBe(response.Headers.GetValues("X-Request-Id").Single());
        return problem;
    }

    public static async Task<string[]> WrongFieldsAsync(this HttpResponseMessage response) =>
        [.. (await response.ProblemAsync(400, "validation"))["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>())];

    public static Task<JsonObject?> ReadAsync(this HttpClient client, string path) => client.GetFromJsonAsync<JsonObject>(path, Cancel);
}
