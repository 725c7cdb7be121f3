using System.Net;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_keys_are_guessed : LimitedGatewayTest
{
    [Theory]
    [InlineData("/containers")]
    [InlineData("/rate-limit")] // which costs nothing otherwise
    public async Task Twenty_wrong_ones_are_answered_and_no_more(string path)
    {
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 30; guess++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway.Address, path));
            request.Headers.Add("X-API-Key", $"guess-{guess}");
            using var response = await Gateway.Anonymous.SendAsync(request, Cancel);
            statuses.Add(response.StatusCode);
        }

        statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 20), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 10)]);
    }
}
