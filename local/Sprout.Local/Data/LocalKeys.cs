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
        if (service is { Length: > 0 } && visitor is { Length: > 0 })
            return new(service, visitor);
        var kept = LoadKept(folder.File("keys.json"));
        return new(service is { Length: > 0 } ? service : kept.Service, visitor is { Length: > 0 } ? visitor : kept.Visitor);
    }

    private static LocalKeys LoadKept(string path)
    {
        if (File.Exists(path))
            return JsonSerializer.Deserialize<LocalKeys>(File.ReadAllText(path)) ?? throw new InvalidDataException($"{path} holds no keys; delete it to have new ones made.");
        var made = new LocalKeys(Make("service"), Make("visitor"));
        DataFolder.WriteSecret(path, JsonSerializer.Serialize(made));
        return made;
    }

    private static string Make(string kind) => $"sprout_{kind}_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
}
