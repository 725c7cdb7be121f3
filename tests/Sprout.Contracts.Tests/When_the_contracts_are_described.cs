using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sprout.Contracts.Tests.Schemas;
using Sprout.Contracts.Tests.Support;
using Sprout.Testing;

namespace Sprout.Contracts.Tests;

/// <summary>What stands in <c>contracts/</c> for programs in other languages: written from the types, and understood by the tools that others use.</summary>
public sealed class When_the_contracts_are_described
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, JsonObject> Files =
        ContractTypes.Messages.Select(message => KeyValuePair.Create(message.Name, JsonSchemas.FileOf(message)))
            .Append(new("envelope", EnvelopeSchema.File()))
            .Append(new("container_events", FeedSchema.File()))
            .ToDictionary(file => file.Key + ".json", file => file.Value);

    public static TheoryData<string> Names => [.. Files.Keys];

    [Fact]
    public void AsyncAPI_says_what_the_types_say() =>
        Golden.ShouldMatch("# Written from the types: see CONTRIBUTING.md, goldens.\n" + Yaml.Write(AsyncApiDocument.Make()), "../../../contracts/asyncapi.yaml");

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_schema_says_what_its_type_says(string name) =>
        Golden.ShouldMatch(Files[name].ToJsonString(Readable), "../../../contracts/schemas/" + name);

    [Fact]
    public void No_schema_is_left_over() =>
        Directory.GetFiles(Repository.PathOf("contracts/schemas")).Select(Path.GetFileName).ShouldBe(Files.Keys, ignoreOrder: true);

    [Fact]
    public void The_page_about_them_names_each_message()
    {
        var page = File.ReadAllText(Repository.PathOf("contracts/README.md"));

        ContractTypes.Messages.Where(message => !page.Contains($"`{message.Name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_understand_all_of_it_and_find_in_messages_what_it_says() =>
        (await NodeCheck.FindAsync(new()
        {
            ["document"] = await File.ReadAllTextAsync(Repository.PathOf("contracts/asyncapi.yaml"), TestContext.Current.CancellationToken),
            ["schemas"] = new JsonObject(Files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value.DeepClone()))),
            ["samples"] = new JsonArray([.. await MessagesOnTheBus.WrittenAsync()]),
        })).ShouldBeEmpty();

    // The checks are worth what they notice.
    [Fact]
    public async Task Others_notice_what_is_wrong()
    {
        var schema = Files["PodDeleted.json"];
        var good = new JsonObject { ["containerId"] = Guid.Empty.ToString(), ["podUid"] = null };

        var found = await NodeCheck.FindAsync(new()
        {
            ["schemas"] = new JsonObject { ["it"] = schema.DeepClone() },
            ["samples"] = new JsonArray(
                Sample("good", good),
                Sample("without its id", new JsonObject { ["podUid"] = "x" }),
                Sample("with another id", new JsonObject { ["containerId"] = "seven", ["podUid"] = "x" })),
        });

        found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" by ")[0]).ShouldBe(["without its id", "with another id"]);
    }

    private static JsonObject Sample(string name, JsonObject value) => new() { ["name"] = name, ["schema"] = "it", ["value"] = value };
}
