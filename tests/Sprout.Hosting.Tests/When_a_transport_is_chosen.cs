using Microsoft.Extensions.Configuration;
using Sprout.Hosting.Transports;

namespace Sprout.Hosting.Tests;

public sealed class When_a_transport_is_chosen
{
    private const string RabbitMq = "amqp://user:secret@rabbit:5672/sprout";

    [Theory]
    [InlineData(null, BusTransport.RedisStreams)]
    [InlineData("", BusTransport.RedisStreams)]
    [InlineData("redis-streams", BusTransport.RedisStreams)]
    [InlineData("rabbitmq", BusTransport.RabbitMq)]
    [InlineData("RabbitMQ", BusTransport.RabbitMq)]
    [InlineData("in-memory", BusTransport.InMemory)]
    public void Its_name_tells(string? name, BusTransport expected) => Read(name, RabbitMq).Transport.ShouldBe(expected);

    [Fact]
    public void The_url_of_RabbitMQ_is_for_RabbitMQ_alone()
    {
        Read("rabbitmq", RabbitMq).RabbitMq.ShouldBe(new(RabbitMq));
        Read("redis-streams", RabbitMq).RabbitMq.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_one_is_told_the_known_ones() =>
        Should.Throw<SettingException>(() => Read("kafka", null)).Message.ShouldBe("Bus:Transport is 'kafka'. Set it to redis-streams, rabbitmq or in-memory.");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rabbit:5672")]
    [InlineData("http://user:secret@rabbit")]
    public void RabbitMQ_without_a_url_is_told_what_to_set(string? url)
    {
        var message = Should.Throw<SettingException>(() => Read("rabbitmq", url)).Message;

        message.ShouldContain("Bus:RabbitMq");
        message.ShouldContain("amqp://");
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("redis-streams", true, true, true)]
    [InlineData("rabbitmq", true, false, false)]
    [InlineData("in-memory", false, false, true)]
    public void It_says_what_may_be_expected_of_it(string name, bool outlive, bool areStoredWithSaga, bool canWait) =>
        MessageGuarantees.Of(Read(name, RabbitMq).Transport).ShouldBe(new(outlive, areStoredWithSaga, canWait));

    private static BusOptions Read(string? transport, string? rabbitMq) => BusOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Bus:Transport", transport), new("Bus:RabbitMq", rabbitMq)]).Build());
}
