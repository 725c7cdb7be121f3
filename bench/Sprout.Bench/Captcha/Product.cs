using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sprout.Captcha;
using Sprout.Captcha.Tokens;
using Sprout.CaptchaAttackers;
using Sprout.Contracts;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Bench.Captcha;

/// <summary>The captcha service's own code in this process, on a Redis of its own and a clock that is moved by as much as a drag takes.</summary>
internal sealed class Product : IAsyncDisposable
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(60);

    private readonly RedisServer _server;
    private readonly ConnectionMultiplexer _redis;
    private readonly ManualClock _clock;
    private int _visitors;

    private Product(RedisServer server, ConnectionMultiplexer redis, ManualClock clock, IHost host) =>
        (_server, _redis, _clock, Services) = (server, redis, clock, host.Services);

    public IServiceProvider Services { get; }

    public CaptchaOptions Options => Services.GetRequiredService<CaptchaOptions>();

    public static async Task<Product> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        var redis = await ConnectionMultiplexer.ConnectAsync(server.ConfigurationString);
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(redis.GetDatabase());
        builder.AddCaptcha();
        return new(server, redis, clock, builder.Build());
    }

    /// <summary>A picture for a visitor who has done the work before it, and its gap, which only we can look up.</summary>
    public async Task<Issued> AskForPictureAsync()
    {
        var visitor = $"v-{++_visitors}";
        var work = new Challenge
        {
            Id = Guid.NewGuid(),
            Stage = Stage.WorkBeforePicture,
            Purpose = CaptchaPurpose.CreateContainer,
            Visitor = visitor,
            AddressPrefix = visitor,
            IssuedAt = _clock.GetUtcNow(),
            ExpiresAt = _clock.GetUtcNow() + Options.Lifetime,
        };
        var challenge = await Services.GetRequiredService<Challenges>().AskForPictureAsync(work, CancellationToken.None);
        var token = (await Services.GetRequiredService<ChallengeTokens>().ReadAsync(challenge.Token, CancellationToken.None))!;
        var state = (string)(await _redis.GetDatabase().StringGetAsync(SproutKeys.Captcha(token.Id)))!;
        return new(challenge.Token, visitor, challenge.Slider!, int.Parse(state.AsSpan(state.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>Answers with a drag that began so long after the picture was there. Null when it was right.</summary>
    public async Task<CaptchaRejection?> AnswerAsync(Issued issued, Drag drag, TimeSpan thinking)
    {
        _clock.Advance(Latency + thinking + TimeSpan.FromMilliseconds(drag.Track[^1].T));
        var answer = new VerifyCaptcha
        {
            Token = issued.Token,
            Visitor = issued.Visitor,
            AddressPrefix = issued.Visitor,
            Solutions = [],
            Offset = drag.Offset,
            Input = CaptchaInput.Pointer,
            Track = drag.Track,
        };
        return (await Services.GetRequiredService<Answers>().CheckAsync(answer, CancellationToken.None)).Rejection;
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }
}
