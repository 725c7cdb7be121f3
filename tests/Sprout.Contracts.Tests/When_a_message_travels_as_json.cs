using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit.Serialization;
using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests;

public sealed class When_a_message_travels_as_json
{
    private static readonly JsonSerializerOptions Wire = SystemTextJsonMessageSerializer.Options;

    public static TheoryData<string, bool> Messages
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var message in ContractTypes.Messages)
            {
                data.Add(message.Name, false);
                data.Add(message.Name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Nothing_of_it_is_lost(string name, bool leaveOutNullable)
    {
        var message = Make(name, leaveOutNullable);

        var json = JsonSerializer.Serialize(message, message.GetType(), Wire);

        Content(JsonSerializer.Deserialize(json, message.GetType(), Wire)!).ShouldBe(Content(message), json);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Members_that_we_do_not_know_yet_are_passed_over(string name, bool leaveOutNullable)
    {
        var message = Make(name, leaveOutNullable);
        var json = JsonSerializer.SerializeToNode(message, message.GetType(), Wire)!.AsObject();
        foreach (var part in json.Select(member => member.Value).OfType<JsonObject>().Append(json).ToList())
            part["novelty"] = new JsonObject { ["of"] = "tomorrow" };

        Content(json.Deserialize(message.GetType(), Wire)!).ShouldBe(Content(message));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Members_are_camel_case_and_reasons_are_words(string name, bool leaveOutNullable)
    {
        var message = Make(name, leaveOutNullable);
        var json = JsonSerializer.SerializeToNode(message, message.GetType(), Wire)!.AsObject();

        foreach (var member in message.GetType().GetProperties())
        {
            var value = json[JsonNamingPolicy.CamelCase.ConvertName(member.Name)];
            if ((Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType).IsEnum && value is not null)
                value.GetValue<string>().ShouldBe(member.GetValue(message)!.ToString());
        }

        json.Select(member => member.Key).ShouldAllBe(key => char.IsLower(key[0]));
    }

    [Fact]
    public void The_names_of_environment_variables_stay_as_they_are()
    {
        var json = JsonSerializer.SerializeToNode(Make(nameof(ProvisionPod), false), typeof(ProvisionPod), Wire)!;

        json["spec"]!["environment"]!.AsObject().Select(variable => variable.Key).ShouldBe(["UPPER_CASE", "lower", "Mixed.Case-1"]);
    }

    [Fact]
    public void A_message_that_lacks_something_is_refused() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<DeletePod>("{}", Wire)).Message.ShouldContain("containerId");

    private static object Make(string name, bool leaveOutNullable) =>
        Samples.Make(ContractTypes.Messages.Single(message => message.Name == name), leaveOutNullable);

    // Records compare lists and dictionaries by reference; their plain JSON compares by content.
    private static string Content(object message) => JsonSerializer.Serialize(message, message.GetType());
}
