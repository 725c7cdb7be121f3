using System.Text.Json.Nodes;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>A gateway, the routes that its own document lists, and a container that must survive what is done to them.</summary>
public abstract class FuzzTest(SharedRedis redis) : LogTest(redis)
{
    /// <summary>Every route of the document.</summary>
    internal IReadOnlyList<ApiRoute> Routes { get; private set; } = [];

    /// <summary>The container's id, for paths that want one.</summary>
    protected string Id { get; private set; } = "";

    internal string Key => GatewayHost.Key(Gateway.ServiceOwner);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Routes = [.. ApiRoute.In((await Gateway.Service.ReadAsync("/openapi/v1.json"))!)];
        Routes.Count.ShouldBeGreaterThan(8);
        Id = (await Gateway.GivenAsync(change: document => document.Owner = Gateway.ServiceOwner)).CorrelationId.ToString("D");
    }

    internal RawRequest Request(ApiRoute route, string? body = null) =>
        new(route.Method, route.Path(Id), Key) { Body = body is null ? null : RawRequest.Utf8(body) };

    internal Task<RawAnswer> SendAsync(RawRequest request, bool finish = false) => RawSocket.SendAsync(Gateway.Address, request.Bytes(), finish);

    /// <summary>What no answer may be, whatever was sent.</summary>
    internal static void ShouldBeHarmless(RawAnswer answer, string sent)
    {
        var what = $"after {sent}\n{answer.Head}\n{answer.Body}";
        answer.Status.ShouldBeLessThan(500, what);
        foreach (var inside in (string[])["   at ", "Exception", "System.", "Microsoft.", "Sprout.Gateway", ".cs:line"])
            (answer.Status >= 400 && answer.Body.Contains(inside, StringComparison.Ordinal)).ShouldBeFalse(what);
        answer.Head.Contains("X-Injected", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(what);
        answer.Head.Contains(GatewayHost.Key(""), StringComparison.Ordinal).ShouldBeFalse(what);
        if (answer.Status >= 400 && answer.Body.Length > 0)
            ShouldBeProblem(answer, what);
    }

    /// <summary>A refusal that says what is wrong.</summary>
    internal static void ShouldBeRefused(RawAnswer answer, string sent)
    {
        ShouldBeHarmless(answer, sent);
        var what = $"after {sent}\n{answer.Head}\n{answer.Body}";
        answer.Status.ShouldBeInRange(400, 499, what);
        ShouldBeProblem(answer, what);
    }

    /// <summary>Nothing was asked of the lifecycle service, and the gateway goes on as if nothing had been.</summary>
    internal async Task ShouldHaveDoneNothingAsync()
    {
        Gateway.Lifecycle.Heard.Where(message => message is CreateContainerRequested or DeleteContainerRequested or ExtendContainerRequested).ShouldBeEmpty();
        var page = (await Gateway.Service.ReadAsync("/containers"))!;
        page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ShouldBe([Id]);
        Gateway.Log.All.Where(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error).Select(line => line.Text).ShouldBeEmpty();
    }

    private static void ShouldBeProblem(RawAnswer answer, string what)
    {
        answer.IsProblem.ShouldBeTrue(what);
        answer.Problem["status"]!.GetValue<int>().ShouldBe(answer.Status, what);
        foreach (var member in (string[])["type", "title", "detail", "instance", "request_id"])
            answer.Problem[member].ShouldBeAssignableTo<JsonValue>(what)!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(what);
    }
}
