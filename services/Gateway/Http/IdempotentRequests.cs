using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.Errors;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Http;

/// <summary>Runs what carries an <c>Idempotency-Key</c> once, and answers its repeats with what was answered then.</summary>
internal sealed class IdempotentRequests
{
    // How long a repeat is held up by a gateway that died; one that lives says so again and again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(1);

    private readonly IdempotencyStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<IdempotentRequests> _logger;

    public IdempotentRequests(IdempotencyStore store, TimeProvider time, ILogger<IdempotentRequests> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// Runs it, unless the key says otherwise. Answers that are no <see cref="JsonAnswer"/> refuse, and mean that nothing was done, except a 5xx,
    /// which like an exception means that nobody knows.
    /// </summary>
    /// <param name="owner">Whose key it is.</param>
    /// <param name="key">The key; null to run it in any case.</param>
    /// <param name="request">What is asked for, as something whose JSON is equal for repeats.</param>
    /// <param name="run">Does it.</param>
    /// <param name="cancellationToken">Gives up waiting for Redis before it has begun.</param>
    public async Task<IResult> RunAsync(string owner, string? key, object request, Func<Task<IResult>> run, CancellationToken cancellationToken)
    {
        if (key is null)
            return await run();
        var begun = await _store.BeginAsync(owner, key, JsonSerializer.Serialize(request, GatewayJson.Options), Patience, cancellationToken);
        return begun.State switch
        {
            IdempotencyState.Answered => JsonAnswer.Parse(begun.Answer),
            IdempotencyState.Running => Problems.IdempotencyKeyInUse(begun.RunsFor),
            IdempotencyState.OtherRequest => Problems.IdempotencyKeyReused(),
            _ => await RunAsync(begun, run),
        };
    }

    private async Task<IResult> RunAsync(IdempotentRun begun, Func<Task<IResult>> run)
    {
        IResult? answer = null;
        var timer = _time.CreateTimer(_ => _ = RenewAsync(begun), null, RenewInterval, RenewInterval);
        try
        {
            answer = await run();
            return answer;
        }
        finally
        {
            await timer.DisposeAsync();
            await EndAsync(begun, answer);
        }
    }

    // Where that fails, a repeat may run beside the first, and meets the same container.
    private async Task RenewAsync(IdempotentRun begun)
    {
        try
        {
            await _store.RenewAsync(begun, Patience);
        }
        catch (RedisException exception)
        {
            _logger.LogDebug(exception, "A request with an idempotency key could not be said to go on");
        }
    }

    // Also when the client has left: whoever repeats the request must find out. An end that cannot be stored is one that is not known.
    private async Task EndAsync(IdempotentRun begun, IResult? answer)
    {
        try
        {
            await (answer switch
            {
                JsonAnswer done => _store.AnswerAsync(begun, done.ToBytes(), CancellationToken.None),
                ProblemResult { Problem.Status: < StatusCodes.Status500InternalServerError } => _store.ForgetAsync(begun, CancellationToken.None),
                _ => _store.BreakOffAsync(begun, CancellationToken.None),
            });
        }
        catch (RedisException exception)
        {
            _logger.LogWarning("The end of a request with an idempotency key could not be stored: {Reason}", exception.Message);
        }
    }
}
