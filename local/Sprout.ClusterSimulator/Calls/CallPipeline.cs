using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Faults;

namespace Sprout.ClusterSimulator.Calls;

/// <summary>What every call goes through: it is counted, told of, and may meet a fault.</summary>
internal sealed class CallPipeline(ApiEndpoint api, CallCounter counter, FaultInjector faults, Func<ApiCall, ApiMoment, Task>? onCall)
{
    public async Task ServeAsync(HttpContext context)
    {
        var (path, refusal) = ApiPath.Parse(context.Request.Path.Value ?? "/");
        var call = counter.Count(context.Request, path);
        await TellAsync(call, ApiMoment.Before);
        var fault = faults.Next(call);
        await fault.DelayAsync(context.RequestAborted);
        if (fault.Kind == FaultKinds.ResetBefore)
        {
            context.Abort();
            return;
        }

        if (fault.Refusal is { } refused)
        {
            await ((Answer)refused).SendAsync(context);
            return;
        }

        if (call.Verb == "watch")
        {
            await TellAsync(call, ApiMoment.After);
        }

        // A path that is none may still be one of discovery's.
        if (await api.AnswerAsync(context, path, refusal, fault) is not { } answer)
        {
            return;
        }

        if (call.Verb != "watch")
        {
            await TellAsync(call, ApiMoment.After);
        }

        switch (fault.Kind)
        {
            case FaultKinds.ResetAfter:
                context.Abort();
                break;
            case FaultKinds.HalfResponse:
                await answer.SendHalfAsync(context);
                break;
            default:
                await answer.SendAsync(context);
                break;
        }
    }

    private Task TellAsync(ApiCall call, ApiMoment moment) => onCall?.Invoke(call, moment) ?? Task.CompletedTask;
}
