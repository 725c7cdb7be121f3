using System.Net;
using System.Net.Http.Headers;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_the_answer_is_an_error
{
    private const string NotFound = """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \"x\" not found","reason":"NotFound","details":{"name":"x","kind":"pods"},"code":404}""";

    [Fact]
    public async Task Its_status_is_thrown()
    {
        var body = """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"Invalid","details":{"name":"x","kind":"Pod","causes":[{"reason":"FieldValueRequired","message":"Required","field":"spec.containers"}]},"code":422}""";

        var thrown = await ReadAsync(StubServer.Answering(HttpStatusCode.UnprocessableEntity, body));

        thrown.Status.Reason.ShouldBe("Invalid");
        thrown.Status.Details!.Causes!.ShouldHaveSingleItem().Field.ShouldBe("spec.containers");
        thrown.Message.ShouldBe("422 Invalid: no");
        thrown.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_null()
    {
        using var client = StubServer.Answering(HttpStatusCode.NotFound, NotFound).Client();

        (await client.ReadAsync<V1Pod>("x", "n", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await client.DeleteAsync<V1Pod>("x", "n", cancellationToken: TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("404 page not found", "text/plain")]
    [InlineData("<html>no such site</html>", "text/html")]
    [InlineData("{\"error\":\"not found\"}", "application/json")]
    [InlineData("", "text/plain")]
    public async Task A_page_that_is_not_there_says_nothing_of_an_object(string page, string mediaType)
    {
        var thrown = await ReadAsync(StubServer.Answering(HttpStatusCode.NotFound, page, mediaType));

        thrown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        thrown.Status.Reason.ShouldBe("PageNotFound");
        thrown.Status.Message.ShouldBe(page.Length > 0 ? page : "Not Found");
    }

    [Fact]
    public async Task A_proxys_page_becomes_a_status()
    {
        var thrown = await ReadAsync(StubServer.Answering(HttpStatusCode.BadGateway, new string('x', 100_000), "text/html"));

        thrown.Status.Code.ShouldBe(502);
        thrown.Status.Reason.ShouldBe("BadGateway");
        thrown.Status.Message!.Length.ShouldBeLessThan(400);
        thrown.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task The_header_says_how_long_to_wait()
    {
        var server = StubServer.Answering(HttpStatusCode.TooManyRequests, "", change: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)));

        (await ReadAsync(server)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task The_header_may_say_until_when_to_wait()
    {
        var clock = new ClockWithTimers();
        var until = clock.GetUtcNow().AddSeconds(9);
        var server = StubServer.Answering(HttpStatusCode.ServiceUnavailable, "", change: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(until));

        (await ReadAsync(server, clock)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task The_status_may_say_how_long_to_wait()
    {
        var server = StubServer.Answering(HttpStatusCode.InternalServerError, """{"kind":"Status","reason":"ServerTimeout","details":{"retryAfterSeconds":3}}""");

        (await ReadAsync(server)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_page_in_place_of_an_object_is_no_answer()
    {
        using var client = StubServer.Answering(HttpStatusCode.OK, "<html>please log in</html>", "text/html").Client();

        var thrown = await Should.ThrowAsync<HttpRequestException>(() => client.ReadAsync<V1Pod>("x", "n", TestContext.Current.CancellationToken));

        thrown.Message.ShouldStartWith("GET /api/v1/namespaces/n/pods/x: the answer broke off or is not of the Kubernetes API");
    }

    private static async Task<KubernetesException> ReadAsync(StubServer server, TimeProvider? clock = null)
    {
        using var client = server.Client(clock);
        return await Should.ThrowAsync<KubernetesException>(() => client.ReadAsync<V1Pod>("x", "n", TestContext.Current.CancellationToken));
    }
}
