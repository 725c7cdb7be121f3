using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_the_journal_grows : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sprout-journal-test-");

    [Fact]
    public void It_is_rewritten_with_what_is_still_true()
    {
        const int Writes = 25_000;
        using (var journal = new Journal(folder.FullName))
        {
            var store = new ObjectStore(journal);
            for (var write = 0; write < Writes; write++)
            {
                Put(store, write % 2 == 0 ? "even" : "odd", write);
            }

            var odd = store.Find(KeyOf("odd"))!;
            store.Remove(odd, odd.Parse());
        }

        File.ReadLines(Path.Combine(folder.FullName, "journal.jsonl")).Count().ShouldBeLessThan(Writes / 2);
        using var reopened = new Journal(folder.FullName);
        var restored = new ObjectStore(reopened);
        restored.ResourceVersion.ShouldBe(Writes + 1);
        restored.Find(KeyOf("odd")).ShouldBeNull();
        restored.Find(KeyOf("even"))!.Parse()["spec"]!["number"]!.GetValue<int>().ShouldBe(Writes - 2);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static ObjectKey KeyOf(string name) => new(ResourceKinds.Leases, "default", name);

    private static void Put(ObjectStore store, string name, int number) =>
        store.Put(KeyOf(name), new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = new JsonObject { ["number"] = number } }, null);
}
