using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sprout.Captcha.Work;
using Sprout.Contracts;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.Captcha.Tests.Support;

/// <summary>What one captcha process is made of, without a bus, and a visitor who asks it.</summary>
internal sealed class CaptchaProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ConnectionMultiplexer _redis;

    private CaptchaProcess(ServiceProvider services, ConnectionMultiplexer redis, ManualClock clock) => (_services, _redis, Clock) = (services, redis, clock);

    public ManualClock Clock { get; }

    public string Visitor { get; init; } = $"v-{Guid.NewGuid():N}";

    public string Address { get; init; } = $"{Guid.NewGuid():N}/32";

    public IDatabase Database => _redis.GetDatabase();

    public CaptchaOptions Options => Get<CaptchaOptions>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CaptchaProcess> StartAsync(SharedRedis redis, ManualClock? clock = null, params (string Key, string Value)[] settings)
    {
        clock ??= new(TimeProvider.System.GetUtcNow());
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(redis.Server.ConfigurationString);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Captcha:First:Difficulty", "3"), new("Captcha:Alone:Difficulty", "4"), new("Captcha:WithoutTrack:Difficulty", "5")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(multiplexer.GetDatabase());
        builder.AddCaptcha();
        builder.Services.AddMassTransitTestHarness(bus => bus.AddCaptchaBus());
        return new(builder.Services.BuildServiceProvider(), multiplexer, clock);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<CaptchaChallenge> AskAsync(CaptchaKind kind = CaptchaKind.ProofOfWork, CaptchaPurpose purpose = CaptchaPurpose.CreateContainer) =>
        Get<Challenges>().IssueAsync(new() { Kind = kind, Purpose = purpose, Visitor = Visitor, AddressPrefix = Address }, Cancel);

    public Task<Verdict> AnswerAsync(VerifyCaptcha answer) => Get<Answers>().CheckAsync(answer, Cancel);

    public Task<Verdict> AnswerAsync(string token, params IReadOnlyList<long> solutions) => AnswerAsync(Answer(token) with { Solutions = solutions });

    public Task<Verdict> AnswerAsync(string token, int offset, CaptchaInput input, IReadOnlyList<TrackPoint>? track = null) =>
        AnswerAsync(Answer(token) with { Offset = offset, Input = input, Track = track ?? [] });

    public VerifyCaptcha Answer(string token) =>
        new() { Token = token, Visitor = Visitor, AddressPrefix = Address, Solutions = [], Offset = null, Input = CaptchaInput.Pointer, Track = [] };

    /// <summary>A token that may be used.</summary>
    public async Task<string> SolveAsync()
    {
        var challenge = await AskAsync();
        return (await AnswerAsync(challenge.Token, Solve(challenge.ProofOfWork!))).Solved!.Token;
    }

    /// <summary>A picture, after the work before it.</summary>
    public async Task<CaptchaChallenge> AskForPictureAsync()
    {
        var challenge = await AskAsync(CaptchaKind.Slider);
        return (await AnswerAsync(challenge.Token, Solve(challenge.ProofOfWork!))).Solved!.Next!;
    }

    /// <summary>Where a picture's gap is: what nobody outside knows.</summary>
    public async Task<int> GapOfAsync(string token)
    {
        var challenge = await Get<Tokens.ChallengeTokens>().ReadAsync(token, Cancel);
        var state = await Database.StringGetAsync(Sprout.State.SproutKeys.Captcha(challenge!.Id), Cancel);
        return int.Parse(state.ToString()["open:".Length..]);
    }

    public RedeemCaptchaToken Redemption(string token, Guid? operation = null) =>
        new() { Token = token, Purpose = CaptchaPurpose.CreateContainer, Visitor = Visitor, AddressPrefix = Address, OperationId = operation ?? Guid.NewGuid() };

    public Task<CaptchaRejection?> RedeemAsync(RedeemCaptchaToken wish) => Get<Redemptions>().RedeemAsync(wish, Cancel);

    public static long[] Solve(ProofOfWorkPuzzles puzzles) => [.. Enumerable.Range(0, puzzles.Count).Select(index => Solve(puzzles, index))];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static long Solve(ProofOfWorkPuzzles puzzles, int index)
    {
        var number = 0L;
        while (ProofOfWork.ZeroBits(puzzles.Salt, index, number) < puzzles.Difficulty)
            number++;
        return number;
    }
}
