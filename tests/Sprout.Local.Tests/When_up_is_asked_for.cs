using Sprout.Local.Separate;

namespace Sprout.Local.Tests;

public sealed class When_up_is_asked_for
{
    private UpOptions? _asked;

    [Fact]
    public async Task Everything_runs_in_one_process()
    {
        (await AskAsync("up")).ShouldBe(0);

        _asked!.Separate.ShouldBeNull();
    }

    [Fact]
    public async Task Services_run_apart_when_that_is_said()
    {
        (await AskAsync("up --separate")).ShouldBe(0);

        _asked!.Separate.ShouldBe(new ServiceCounts { Gateways = 2, Lifecycles = 2, Provisioners = 3, Captchas = 2, RateLimiters = 1 });
    }

    [Fact]
    public async Task There_are_as_many_of_each_as_is_said()
    {
        (await AskAsync("up --separate --gateways 1 --lifecycles 4 --provisioners 2 --captchas 1 --rate-limiters 2")).ShouldBe(0);

        _asked!.Separate!.Instances().Select(instance => instance.Name)
            .ShouldBe(["lifecycle-1", "lifecycle-2", "lifecycle-3", "lifecycle-4", "provisioner-1", "provisioner-2", "captcha-1", "ratelimiter-1", "ratelimiter-2", "gateway-1"]);
    }

    [Theory]
    [InlineData("up --gateways 3")]
    [InlineData("up --separate --gateways 0")]
    [InlineData("up --separate --provisioners 51")]
    [InlineData("up --separate --lifecycles many")]
    public async Task What_cannot_be_meant_is_refused(string command)
    {
        (await AskAsync(command)).ShouldBe(1);

        _asked.ShouldBeNull();
    }

    private Task<int> AskAsync(string command)
    {
        return CommandLine.Create(
            UpAsync, _ => Task.FromResult(0), new(_ => null, TextWriter.Null, TextWriter.Null), new(_ => null, TimeProvider.System, TextWriter.Null, TextWriter.Null)).Parse(command).InvokeAsync(new() { Output = TextWriter.Null, Error = TextWriter.Null });

        Task<int> UpAsync(UpOptions options)
        {
            _asked = options;
            return Task.FromResult(0);
        }
    }
}
