using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.Containers;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_no_captcha_is_shown(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task A_client_that_leaves_keeps_no_slot() => await KeepsNoSlotAsync(() => throw new OperationCanceledException());

    [Fact]
    public async Task A_captcha_service_that_does_not_answer_keeps_no_slot_either() => await KeepsNoSlotAsync(() => throw new global::MassTransit.RequestTimeoutException());

    [Fact]
    public async Task A_refusal_keeps_none()
    {
        using var scope = Gateway.Services.CreateScope();

        (await RunAsync(scope, () => Task.FromResult<ProblemResult?>(Problems.CaptchaRequired()))).ShouldBeOfType<ProblemResult>();

        (await SlotsAsync()).ShouldBe(0);
    }

    private async Task KeepsNoSlotAsync(Func<Task<ProblemResult?>> redeem)
    {
        using var scope = Gateway.Services.CreateScope();

        await Should.ThrowAsync<Exception>(() => RunAsync(scope, redeem));

        (await SlotsAsync()).ShouldBe(0);
        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }

    private Task<IResult> RunAsync(IServiceScope scope, Func<Task<ProblemResult?>> redeem)
    {
        var request = new CreateContainerRequested
        {
            ContainerId = Guid.NewGuid(),
            Owner = Gateway.Owner,
            Spec = new() { Name = "a", Image = "nginx:latest", Port = 80, Environment = new Dictionary<string, string>() },
            TtlSeconds = 60,
            QuotaScopes = [QuotaOptions.OwnerScope(Gateway.Owner)],
        };
        return scope.ServiceProvider.GetRequiredService<ContainerCreation>().RunAsync(request, isRepeatable: false, redeem, Cancel);
    }

    private async Task<long> SlotsAsync() => (long)await Gateway.Database.ExecuteAsync("ZCARD", [SproutKeys.Quota(QuotaOptions.OwnerScope(Gateway.Owner)).Name], Cancel);
}
