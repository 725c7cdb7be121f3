using System.Security.Cryptography;
using System.Text.Json;

namespace Sprout.Local.Data;

/// <summary>The API keys of this machine: made once and kept in the data folder, unless the environment gives them.</summary>
/// <param name="Service">For programs; need not solve captchas.</param>
/// <param name="Visitor">For the web page.</param>
public sealed record LocalKeys(string Service, string Visitor)
{
    /// <summary>The environment variable that gives the service key.</summary>
    public const string ServiceVariable = "SPROUT_SERVICE_KEY";

    /// <summary>The environment variable that gives the visitor key.</summary>
    public const string VisitorVariable = "SPROUT_VISITOR_KEY";

    /// <summary>The keys to use. Those from <paramref name="environment"/> win and are not stored.</summary>
    public static LocalKeys Load(DataFolder folder, Func<string, string?> environment)
    {
        var (service, visitor) = (environment(ServiceVariable), environment(VisitorVariable));
        LocalKeys? kept = null;
        if (string.IsNullOrEmpty(service) || string.IsNullOrEmpty(visitor))
            kept = LoadKept(folder.File("keys.json"));
        var keys = new LocalKeys(string.IsNullOrEmpty(service) ? kept!.Service : service, string.IsNullOrEmpty(visitor) ? kept!.Visitor : visitor);
        return keys.Service != keys.Visitor
            ? keys
            : throw new InvalidDataException($"The service key and the visitor key are the same ({ServiceVariable}, {VisitorVariable}); they must differ.");
    }

    private static LocalKeys LoadKept(string path)
    {
        if (File.Exists(path))
            return Read(File.ReadAllText(path)) is { Service.Length: > 0, Visitor.Length: > 0 } kept
                ? kept
                : throw new InvalidDataException($"{path} holds no keys; delete it to have new ones made.");
        var made = new LocalKeys(Make("service"), Make("visitor"));
        DataFolder.WriteSecret(path, JsonSerializer.Serialize(made));
        return made;
    }

    private static LocalKeys? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LocalKeys>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Make(string kind) => $"sprout_{kind}_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
}
