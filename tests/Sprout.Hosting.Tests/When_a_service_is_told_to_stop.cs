using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.Hosting.Tests;

public sealed class When_a_service_is_told_to_stop
{
    [Fact]
    public async Task It_finishes_what_it_is_handling()
    {
        await using var redis = await RedisServer.StartAsync();
        var work = new Work();
        await using var run = await ServiceRun.StartAsync([$"--Redis:ConnectionString={redis.ConfigurationString}"], bus => bus.AddConsumer<Worker>().Endpoint(endpoint => endpoint.Name = "work"), work);
        var endpoint = await run.Services.GetRequiredService<IBus>().GetSendEndpoint(new("queue:work"));
        await endpoint.Send(new Errand("anything"));
        await work.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var stopped = run.StopAsync();
        stopped.IsCompleted.ShouldBeFalse();
        work.MayEnd.SetResult();

        (await stopped).ShouldBe(0);
        work.IsDone.ShouldBeTrue();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString);
        ((long)await connection.GetDatabase().ExecuteAsync("XLEN", ["{sprout}:queue:work"])).ShouldBe(0, "it is done and nobody does it again");
    }

    public sealed record Errand(string What);

    public sealed class Work
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDone { get; set; }
    }

    public sealed class Worker(Work work) : IConsumer<Errand>
    {
        public async Task Consume(ConsumeContext<Errand> context)
        {
            work.Begun.SetResult();
            await work.MayEnd.Task;
            work.IsDone = true;
        }
    }
}
