using System.Text.Json.Nodes;
using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests.Schemas;

/// <summary>
/// Objects held against <c>kinds.schema.json</c>. Helm validates the values of a chart by its schema, so it is the validator: of a chart that is nothing but
/// the schema, with the objects as its values.
/// </summary>
internal static class DocumentedKinds
{
    /// <summary>What is wrong with them; empty where nothing is.</summary>
    public static async Task<string> FindFaultsAsync(IEnumerable<JsonObject> objects, CancellationToken cancellationToken)
    {
        var chart = Directory.CreateTempSubdirectory("sprout-kinds-");
        try
        {
            await WriteAsync("Chart.yaml", "apiVersion: v2\nname: kinds\nversion: 1.0.0\n");
            await WriteAsync("values.yaml", new JsonObject { ["documents"] = new JsonArray([.. objects.Select(item => item.DeepClone())]) }.ToJsonString());
            File.Copy(Repository.PathOf("tests", "Sprout.Chart.Tests", "Schemas", "kinds.schema.json"), Path.Combine(chart.FullName, "values.schema.json"));
            var result = await HelmBinary.RunAsync(["template", chart.FullName], cancellationToken);
            return result.ExitCode == 0 ? "" : result.Error;
        }
        finally
        {
            chart.Delete(recursive: true);
        }

        Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(chart.FullName, name), text, cancellationToken);
    }
}
