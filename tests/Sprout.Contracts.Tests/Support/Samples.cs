using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sprout.Contracts.Tests.Support;

/// <summary>Makes messages whose members all hold something, no two the same.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, 678, 901, TimeSpan.Zero);

    /// <param name="type">Which message.</param>
    /// <param name="leaveOutNullable">Whether members that may be null are.</param>
    public static object Make(Type type, bool leaveOutNullable)
    {
        var number = 0;
        return Make(type, leaveOutNullable, ref number);
    }

    private static object Make(Type type, bool leaveOutNullable, ref int number)
    {
        var sample = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties())
        {
            if (leaveOutNullable && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable)
                continue;
            property.SetValue(sample, Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, leaveOutNullable, ref number));
        }

        return sample;
    }

    private static object Value(Type type, bool leaveOutNullable, ref int number)
    {
        number++;
        if (type == typeof(Guid))
            return new Guid(number, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]);
        if (type == typeof(string))
            return $"Grüße \"{number}\" <&> 🌱\n";
        if (type == typeof(int))
            return number;
        if (type == typeof(IReadOnlyList<long>))
            return new[] { 1L << 40, number };
        if (type == typeof(DateTimeOffset))
            return Start.AddTicks(number);
        if (type == typeof(Uri))
            return new Uri($"https://{number}.example.org/a?b=c&d=%20");
        if (type == typeof(bool))
            return number % 2 == 1;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length)!;
        if (type == typeof(IReadOnlyList<string>))
            return new[] { "owner:ä", $"{number}" };
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return new Dictionary<string, string> { ["UPPER_CASE"] = "1", ["lower"] = "", ["Mixed.Case-1"] = "ü" };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return MakeList(type.GenericTypeArguments[0], leaveOutNullable, ref number);
        return ContractTypes.Records.Contains(type)
            ? Make(type, leaveOutNullable, ref number)
            : throw new NotSupportedException($"Say here what a sample of {type} is, and whether every consumer's language has such a type.");
    }

    private static Array MakeList(Type item, bool leaveOutNullable, ref int number)
    {
        var list = Array.CreateInstance(item, 2);
        list.SetValue(Make(item, leaveOutNullable, ref number), 0);
        list.SetValue(Make(item, leaveOutNullable, ref number), 1);
        return list;
    }
}
