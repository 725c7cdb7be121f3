using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Hosting.Settings;

namespace Sprout.Hosting.Tests;

public sealed class When_a_setting_is_misspelt
{
    [Theory]
    [InlineData("Quota:PerOwnr", "Quota:PerOwner")]
    [InlineData("quota:perownr", "Quota:PerOwner")]
    [InlineData("Qouta:PerOwner", "Quota:PerOwner")]
    [InlineData("Lifecycle:Observer:SweepIntervall", "Lifecycle:Observer:SweepInterval")]
    [InlineData("ApiKeys:3:Nam", "ApiKeys:3:Name")]
    [InlineData("Isolation:DnsAddresses", "Isolation:DnsAddresses:0")]
    [InlineData("Quota:Everything", null)]
    [InlineData("Gateway:Unheard:Of", null)]
    public void It_is_noticed_and_the_nearest_is_named(string name, string? nearest) =>
        SettingNames.Unknown(Given(name)).ShouldBe([new(name, nearest)]);

    [Theory]
    [InlineData("Quota:PerOwner")]
    [InlineData("QUOTA:PEROWNER")]
    [InlineData("ApiKeys:12:Scope")]
    [InlineData("Images:Allowed")]
    [InlineData("Images:Allowed:0")]
    [InlineData("RateLimits:Policies:my-own:Window")]
    public void One_that_exists_is_not(string name) =>
        SettingNames.Unknown(Given(name)).ShouldBeEmpty();

    [Theory]
    [InlineData("PATH")]
    [InlineData("QUOTA")]
    [InlineData("Kestrel:Certificates:Default:Path")]
    [InlineData("Serilog:MinimumLevel:Default")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("REDIS_PORT_6379_TCP:ADDR")]
    public void What_is_others_is_left_alone(string name) =>
        SettingNames.Unknown(Given(name)).ShouldBeEmpty();

    [Fact]
    public async Task The_service_says_so_at_its_start()
    {
        var heard = new Heard();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Redis:ConnectionString", "127.0.0.1:1"), new("Quota:PerOwnr", "1"), new("Quota:Everything", "1")]);
        builder.AddSproutHosting();
        builder.Logging.AddProvider(heard);
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        heard.Warnings.ShouldBe([
            "The setting Quota:Everything does nothing: there is none of this name",
            "The setting Quota:PerOwnr does nothing: there is none of this name. Was Quota:PerOwner meant?",
        ]);
    }

    private static IConfiguration Given(string name) => new ConfigurationBuilder().AddInMemoryCollection([new(name, "1")]).Build();

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public List<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName.Contains("Setting", StringComparison.Ordinal) ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings.Add(formatter(state, exception));

        public void Dispose() => Warnings.TrimExcess();
    }
}
