using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Testing;

namespace Sprout.Hosting.Tests;

public sealed class When_a_message_cannot_be_handled_yet
{
    [Theory]
    [InlineData("redis-streams")]
    [InlineData("rabbitmq")]
    public async Task It_is_handled_later(string transport)
    {
        Assert.SkipWhen(transport == "rabbitmq" && RabbitMqServer.WhyNot is not null, RabbitMqServer.WhyNot ?? "");
        await using var redis = await RedisServer.StartAsync();
        await using var rabbit = transport == "rabbitmq" ? await RabbitMqServer.StartAsync() : null;
        var work = new Work();
        await using var run = await ServiceRun.StartAsync(
            [$"--Redis:ConnectionString={redis.ConfigurationString}", $"--Bus:Transport={transport}", $"--Bus:RabbitMq={rabbit?.Address}"],
            bus => bus.AddConsumer<Worker, WorkerDefinition>(),
            work);
        await run.BecomesReadyAsync();

        await run.Services.GetRequiredService<IBus>().Publish(new Errand("anything"));

        (await work.Done.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(3);
    }

    public sealed record Errand(string What);

    public sealed class Work
    {
        public int Tries { get; set; }

        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Worker(Work work) : IConsumer<Errand>
    {
        public Task Consume(ConsumeContext<Errand> context)
        {
            if (++work.Tries < 3)
                throw new TimeoutException("Not yet.");
            work.Done.SetResult(work.Tries);
            return Task.CompletedTask;
        }
    }

    public sealed class WorkerDefinition : ConsumerDefinition<Worker>
    {
        protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<Worker> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.UseLaterRetry(context, retry => retry.Intervals(100, 200));
    }
}
