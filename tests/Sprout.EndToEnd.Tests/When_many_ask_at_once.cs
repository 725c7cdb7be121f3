using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sprout.EndToEnd.Tests;

/// <summary>Floods against three gateway processes on one Redis: what is limited is limited exactly.</summary>
public sealed class When_many_ask_at_once : IDisposable
{
    private static readonly string[] Apart = ["--separate", "--gateways", "3", "--lifecycles", "2", "--provisioners", "1", "--captchas", "2"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ten_thousand_requests_from_one_address_are_a_hundred()
    {
        await using var sprout = await UpAsync(("RateLimits__Enabled", "true"));
        using var flood = new Flood(sprout, "Visitor");

        // A cookie is dropped each time, and the prefix is another: it is the address that counts.
        var answers = await flood.AskAsync(10_000, HttpMethod.Get, number => number % 2 == 0 ? "containers" : "api/containers");

        answers["200"].ShouldBe(100);
        answers.Values.Sum().ShouldBe(10_000);
        answers.Keys.Count(answer => answer.StartsWith("429 ", StringComparison.Ordinal)).ShouldBe(answers.Count - 1);
    }

    [Fact]
    public async Task Five_hundred_creations_of_one_visitor_are_three()
    {
        await using var sprout = await UpAsync();
        using var flood = new Flood(sprout, "Visitor");
        await flood.BecomeVisitorAsync();

        var answers = await flood.AskAsync(500, HttpMethod.Post, _ => "containers");

        answers.ShouldBe(new Dictionary<string, int> { ["202"] = 3, ["429 /problems/quota-exceeded"] = 497 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Five_hundred_creations_of_as_many_visitors_at_one_address_are_three_too()
    {
        await using var sprout = await UpAsync();
        using var flood = new Flood(sprout, "Visitor");

        var answers = await flood.AskAsync(500, HttpMethod.Post, _ => "containers");

        answers["202"].ShouldBe(3);
        answers["429 /problems/quota-exceeded"].ShouldBe(497);
    }

    [Fact]
    public async Task A_token_used_ten_thousand_times_is_used_once()
    {
        await using var sprout = await UpAsync(
            ("Captcha__Required", "true"), ("Captcha__Alone__Count", "4"), ("Captcha__Alone__Difficulty", "8"), ("Quota__PerOwner", "100000"), ("Quota__PerAddress", "100000"));
        using var flood = new Flood(sprout, "Visitor");
        await flood.BecomeVisitorAsync();
        var challenge = await flood.PostAsync("captcha/request", new { kind = "proof_of_work" });
        var token = challenge.GetProperty("captcha_token").GetString();
        var verdict = await flood.PostAsync($"captcha/verify/{token}", new { solutions = Solve(challenge.GetProperty("proof_of_work")) });
        verdict.GetProperty("verified").GetBoolean().ShouldBeTrue();

        var answers = await flood.AskAsync(10_000, HttpMethod.Post, _ => "containers", new { captcha_token = verdict.GetProperty("captcha_token").GetString() });

        answers["202"].ShouldBe(1);
        answers.Values.Sum().ShouldBe(10_000);
        answers.Keys.Where(answer => answer != "202").ShouldBe(["400 /problems/captcha-rejected"]);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SproutProcess> UpAsync(params (string Name, string Value)[] settings) =>
        SproutProcess.UpAsync(_folder.Path, Apart, settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    // As docs/captcha.md says, and by that alone.
    private static long[] Solve(JsonElement work)
    {
        var (salt, difficulty) = (work.GetProperty("salt").GetString(), work.GetProperty("difficulty").GetInt32());
        return [.. Enumerable.Range(0, work.GetProperty("count").GetInt32()).Select(index =>
        {
            var number = 0L;
            while (UInt128.LeadingZeroCount(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"{salt}.{index}.{number}")))) < (UInt128)difficulty)
                number++;
            return number;
        })];
    }
}
