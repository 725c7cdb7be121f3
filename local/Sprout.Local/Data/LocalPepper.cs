using System.Security.Cryptography;
using Sprout.State;

namespace Sprout.Local.Data;

/// <summary>The pepper with which API keys are hashed on this machine: made once and kept in the data folder, unless the environment gives it.</summary>
public static class LocalPepper
{
    /// <summary>The environment variable that gives it.</summary>
    public const string Variable = "SPROUT_PEPPER";

    /// <summary>The pepper of an <c>up</c>. Throws <see cref="InvalidDataException"/> for one that is too short.</summary>
    public static string Load(DataFolder folder, Func<string, string?> environment)
    {
        if (Recall(folder.Path, environment) is { } known)
            return known;
        var made = RandomNumberGenerator.GetHexString(2 * ApiKeyHasher.MinimumPepperLength, lowercase: true);
        DataFolder.WriteSecret(PathIn(folder.Path), made);
        return made;
    }

    /// <summary>The pepper that the environment gives, else that of a data folder; null where there is none. Throws as <see cref="Load"/> does.</summary>
    public static string? Recall(string? folder, Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } given)
            return Checked(given, Variable);
        return folder is not null && File.Exists(PathIn(folder)) ? Checked(File.ReadAllText(PathIn(folder)).Trim(), PathIn(folder)) : null;
    }

    private static string Checked(string pepper, string where)
    {
        try
        {
            _ = new ApiKeyHasher(pepper);
            return pepper;
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The pepper in {where} is too short: it needs at least {ApiKeyHasher.MinimumPepperLength} bytes.", exception);
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, "pepper");
}
