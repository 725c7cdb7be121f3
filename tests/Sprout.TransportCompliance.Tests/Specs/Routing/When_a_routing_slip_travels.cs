using MassTransit;
using MassTransit.Courier.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Routing;

public sealed class When_a_routing_slip_travels
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Its_activities_are_done_one_after_the_other(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (completed, done) = (scene.Inbox<RoutingSlipCompleted>("completed"), new Record<string>());
        var bus = await StartAsync(scene, done, cfg => completed.Open(cfg));

        await bus.Control.Execute(Slip(scene, ["pack", "load", "ship"]));

        (await completed.FirstAsync()).Message.Variables["Last"].ToString().ShouldBe("ship");
        done.Now.ShouldBe(["pack", "load", "ship"]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task What_was_done_is_undone_when_one_fails(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (faulted, done) = (scene.Inbox<RoutingSlipFaulted>("faulted"), new Record<string>());
        var bus = await StartAsync(scene, done, cfg => faulted.Open(cfg));

        await bus.Control.Execute(Slip(scene, ["pack", "load", "fail"]));

        (await faulted.FirstAsync()).Message.ActivityExceptions.ShouldHaveSingleItem().ExceptionInfo.Message.ShouldBe("No ship here.");
        done.Now.ShouldBe(["pack", "load", "undo load", "undo pack"]);
    }

    private static RoutingSlip Slip(Scene scene, string[] steps)
    {
        var builder = new RoutingSlipBuilder(NewId.NextGuid());
        foreach (var step in steps)
            builder.AddActivity(step, scene.Address("step_execute"), new { Name = step });
        return builder.Build();
    }

    private static Task<SceneBus> StartAsync(Scene scene, Record<string> done, Action<IBusFactoryConfigurator> configure) =>
        scene.StartAsync(configure, parts => parts.AddActivity<StepActivity, Step, Done>(), services => services.AddSingleton(done));

    public sealed record Step(string Name);

    public sealed record Done(string Name);

    public sealed class StepActivity(Record<string> done) : IActivity<Step, Done>
    {
        public Task<ExecutionResult> Execute(ExecuteContext<Step> context)
        {
            if (context.Arguments.Name == "fail")
                throw new InvalidOperationException("No ship here.");
            done.Add(context.Arguments.Name);
            return Task.FromResult(context.CompletedWithVariables(new Done(context.Arguments.Name), new { Last = context.Arguments.Name }));
        }

        public Task<CompensationResult> Compensate(CompensateContext<Done> context)
        {
            done.Add($"undo {context.Log.Name}");
            return Task.FromResult(context.Compensated());
        }
    }
}
