using System.Net;
using System.Net.Sockets;
using Sprout.Hosting.Services;

namespace Sprout.Hosting.Tests;

public sealed class When_a_service_cannot_start
{
    private const string Redis = "--Redis:ConnectionString=127.0.0.1:1";
    private static readonly string[] Bus = ["--Bus:Transport=rabbitmq", "--Bus:RabbitMq=amqp://127.0.0.1:1"];

    [Fact]
    public async Task A_missing_Redis_is_named() =>
        (await SayAsync(Bus)).ShouldBe((SproutService.BadSettings, "sprout spec: Redis:ConnectionString is not set. Set it to host:6379, or host:6379,password=…,ssl=true and so on.\n"));

    [Fact]
    public async Task Messages_that_would_not_leave_it_are_refused()
    {
        var (code, said) = await SayAsync(["--Bus:Transport=in-memory", Redis]);

        code.ShouldBe(SproutService.BadSettings);
        said.ShouldBe("sprout spec: Bus:Transport is in-memory, which reaches no other process. Set it to redis-streams or rabbitmq.\n");
    }

    [Theory]
    [InlineData("--Bus:Transport=kafka", "kafka")]
    [InlineData("--Quota:PerOwner=many", "Quota:PerOwner")]
    [InlineData("--Bus:ClaimIdleTime=00:00:00.5", "Bus:ClaimIdleTime")]
    [InlineData("--Redis:ConnectionString=redis,nonsense=secret", "nonsense")]
    [InlineData("--Process:EndsWithStandardInput=maybe", "EndsWithStandardInput")]
    public async Task What_cannot_be_meant_is_said_in_one_line(string setting, string named)
    {
        var (code, said) = await SayAsync([.. Bus, Redis, setting]);

        code.ShouldBe(SproutService.BadSettings);
        said.ShouldContain(named);
        said.ShouldNotContain("secret");
        said.Count(letter => letter == '\n').ShouldBe(1);
        said.ShouldNotContain(" at Sprout.");
    }

    [Fact]
    public async Task What_a_part_of_it_refuses_is_said_in_one_line() =>
        (await SayAsync([.. Bus, Redis], part => throw new ArgumentException("The part must be round.", nameof(part))))
            .ShouldBe((SproutService.BadSettings, "sprout spec: The part must be round.\n"));

    [Fact]
    public async Task A_taken_port_ends_it()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();

        (await SayAsync([.. Bus, Redis, $"--urls=http://{squatter.LocalEndpoint}"])).ShouldBe((SproutService.Broken, ""));
    }

    private static async Task<(int Code, string Said)> SayAsync(string[] arguments, Action<string>? part = null)
    {
        await using var error = new StringWriter { NewLine = "\n" };
        var service = new SproutService
        {
            Name = "spec",
            DefaultPort = 0,
            Add = builder =>
            {
                part?.Invoke("round");
                builder.AddSproutBus();
            },
            Map = _ => { },
        };
        return (await service.RunAsync(arguments, error), error.ToString());
    }
}
