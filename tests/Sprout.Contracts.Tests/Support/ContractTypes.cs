using System.Reflection;

namespace Sprout.Contracts.Tests.Support;

/// <summary>The types of the contracts, found by looking: a new one is tested without being named here.</summary>
internal static class ContractTypes
{
    public static Assembly Assembly { get; } = typeof(ContainerAccepted).Assembly;

    /// <summary>Closed lists.</summary>
    public static IReadOnlyList<Type> Enums { get; } = [.. Assembly.GetExportedTypes().Where(type => type.IsEnum).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Messages and their parts.</summary>
    public static IReadOnlyList<Type> Records { get; } =
        [.. Assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Those that are sent: the records that are no part of another.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
        [.. Records.Except(Records.SelectMany(record => record.GetProperties()).SelectMany(property => PartsOf(property.PropertyType)))];

    private static IEnumerable<Type> PartsOf(Type type) => type.IsGenericType ? type.GenericTypeArguments : [type];
}
