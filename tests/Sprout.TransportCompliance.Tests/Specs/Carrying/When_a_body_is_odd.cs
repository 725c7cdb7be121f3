using System.Net.Mime;
using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Carrying;

public sealed class When_a_body_is_odd
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_megabyte_arrives_whole(string transport)
    {
        var text = string.Concat(Enumerable.Range(0, 1024 * 1024 / 8).Select(number => $"{number:x8}"));

        (await TravelAsync(transport, new Text(text))).Value.ShouldBe(text);
    }

    [Theory, OnEveryTransport]
    public async Task Several_megabytes_arrive_whole_and_in_order(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var texts = scene.Inbox<Text>("texts");
        var bus = await scene.StartAsync(cfg => texts.Open(cfg));

        foreach (var letter in "abcd")
            await bus.SendAsync(texts.Address, new Text(new(letter, 2 * 1024 * 1024)));

        (await texts.AtLeastAsync(4)).Select(letter => (letter.Message.Value!.Length, letter.Message.Value[0])).ShouldBe("abcd".Select(letter => (2 * 1024 * 1024, letter)));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Every_byte_arrives_as_it_was(string transport)
    {
        byte[] bytes = [.. Enumerable.Range(0, 1024).Select(number => (byte)number)];

        (await TravelAsync(transport, new Bytes(bytes))).Value.ShouldBe(bytes);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Every_script_and_sign_arrives_as_it_was(string transport)
    {
        const string Odd = "Grüße, Ελληνικά, русский, עברית, 日本語, 👩‍👩‍👧‍👦 🏳️‍🌈, e\u0301, \0\u0001\u001f\u007f\u0085\u2028\u2029\ufeff\uffff, \r\n\t \"'\\/{}[]$%&<>";

        (await TravelAsync(transport, new Text(Odd))).Value.ShouldBe(Odd);
    }

    [Theory, OnEveryTransport]
    public async Task Nothing_arrives_as_nothing(string transport)
    {
        (await TravelAsync(transport, new Nothing())).ShouldBe(new Nothing());
        (await TravelAsync(transport, new Text(null))).Value.ShouldBeNull();
        (await TravelAsync(transport, new Text(""))).Value.ShouldBe("");
        (await TravelAsync(transport, new Bytes([]))).Value.ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task Values_of_every_type_arrive_as_they_were(string transport)
    {
        var values = new Values
        {
            Long = long.MinValue,
            Decimal = 79228162514264337593543950335m,
            Double = 0.1 + 0.2,
            Bool = true,
            Guid = Guid.NewGuid(),
            DateTime = new DateTime(2024, 2, 29, 23, 59, 59, 999, DateTimeKind.Utc).AddTicks(1234),
            DateTimeOffset = new(1969, 12, 31, 23, 0, 0, TimeSpan.FromHours(-3.5)),
            DateOnly = new(2024, 2, 29),
            TimeSpan = TimeSpan.FromTicks(-123456789),
            Uri = new("redis://user@host:1234/path?query=%20#fragment"),
            Mood = Mood.Stormy,
            Missing = null,
        };

        (await TravelAsync(transport, values)).ShouldBe(values);
    }

    [Theory, OnEveryTransport]
    public async Task What_is_nested_arrives_nested(string transport)
    {
        var tree = new Tree("root", [new("left", [], new Dictionary<string, string>(StringComparer.Ordinal) { ["a b"] = "c", ["c/d"] = "e" }), new("right", [new("leaf", [], Empty)], Empty)], Empty);

        var arrived = await TravelAsync(transport, tree);

        arrived.Children[0].Labels.ShouldBe(tree.Children[0].Labels);
        arrived.Children[1].Children[0].Name.ShouldBe("leaf");
    }

    private static Dictionary<string, string> Empty => [];

    private static async Task<T> TravelAsync<T>(string transport, T message)
        where T : class
    {
        await using var scene = await Scene.OnAsync(transport);
        var inbox = scene.Inbox<T>("inbox");
        var bus = await scene.StartAsync(cfg => inbox.Open(cfg));
        await bus.PublishAsync(message);
        return (await inbox.FirstAsync()).Message;
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Another_format_arrives_as_it_was_sent(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var arrived = new Record<(string? ContentType, string Bytes)>();
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("inbox"), endpoint =>
        {
            endpoint.DiscardFaultedMessages();
            endpoint.ConfigureReceive(pipe => pipe.UseExecute(context => arrived.Add((context.ContentType?.ToString(), Convert.ToHexString(context.Body.GetBytes())))));
        }));

        await bus.SendAsync(scene.Address("inbox"), new Nothing(), context => context.Serializer = new BinarySerializer());

        (await arrived.FirstAsync()).ShouldBe(("application/x-odd; version=2", Convert.ToHexString(BinarySerializer.Bytes)));
    }

    private sealed class BinarySerializer : IMessageSerializer
    {
        public static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(number => (byte)(255 - number))];

        public ContentType ContentType { get; } = new("application/x-odd; version=2");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(Bytes);
    }
}
