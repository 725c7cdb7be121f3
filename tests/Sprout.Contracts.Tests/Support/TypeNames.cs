using System.Reflection;

namespace Sprout.Contracts.Tests.Support;

/// <summary>A property's type as C# writes it, <c>?</c> included.</summary>
internal static class TypeNames
{
    public static string Of(PropertyInfo property) => Of(new NullabilityInfoContext().Create(property));

    private static string Of(NullabilityInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var name = type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", info.GenericTypeArguments.Select(Of))}>"
            : type.Name;
        return info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }
}
