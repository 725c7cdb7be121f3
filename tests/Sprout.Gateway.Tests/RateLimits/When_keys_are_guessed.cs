using System.Net;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_keys_are_guessed : LimitedGatewayTest
{
    [Theory]
    [InlineData("/containers")]
    [InlineData("/rate-limit")] // which costs nothing otherwise
    public async Task Twenty_wrong_ones_are_answered_and_no_more(string path)
    {
        var statuses = await GuessAsync(30, path);

        statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 20), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 10)]);
    }

    [Fact]
    public async Task The_right_one_looks_like_the_wrong_ones_then_but_those_in_use_go_on()
    {
        (await SendAsync(GatewayHost.Key(Gateway.ServiceOwner))).ShouldBe(HttpStatusCode.OK);
        await GuessAsync(21, "/containers");

        (await SendAsync(GatewayHost.Key(Gateway.OtherOwner))).ShouldBe(HttpStatusCode.TooManyRequests);
        (await SendAsync(GatewayHost.Key(Gateway.ServiceOwner))).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<IReadOnlyList<HttpStatusCode>> GuessAsync(int count, string path)
    {
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < count; guess++)
            statuses.Add(await SendAsync($"guess-{guess}", path));
        return statuses;
    }

    private async Task<HttpStatusCode> SendAsync(string key, string path = "/containers")
    {
        using var client = new HttpClient { BaseAddress = Gateway.Address };
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        using var response = await client.GetAsync(path, Cancel);
        return response.StatusCode;
    }
}
