using System.Text.Json;

namespace Sprout.Gateway.Http;

/// <summary>Members that are arrays.</summary>
internal sealed partial class JsonFields
{
    /// <summary>A member that is an array of whole numbers; null when absent or wrong.</summary>
    public IReadOnlyList<long>? Numbers(string name, int most)
    {
        if (Array(name, most) is not { } items)
            return null;
        var numbers = new List<long>(items.GetArrayLength());
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number))
                numbers.Add(number);
            else
                Errors.Add($"{name}[{numbers.Count}]", "must be a whole number that is not this large or broken.");
            if (Errors.Count > 0)
                return null;
        }

        return numbers;
    }

    /// <summary>A member that is an array of objects of the same whole numbers, in that order; null when absent or wrong.</summary>
    public IReadOnlyList<int[]>? Points(string name, int most, IReadOnlyList<string> members)
    {
        if (Array(name, most) is not { } items)
            return null;
        var points = new List<int[]>(items.GetArrayLength());
        foreach (var item in items.EnumerateArray())
        {
            if (Point(item, $"{name}[{points.Count}]", members) is not { } point)
                return null;
            points.Add(point);
        }

        return points;
    }

    private int[]? Point(JsonElement item, string path, IReadOnlyList<string> members)
    {
        var point = new int[members.Count];
        var found = 0;
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject())
            {
                var index = IndexOf(members, member);
                if (index >= 0 && (found & 1 << index) == 0 && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out point[index]))
                    found |= 1 << index;
                else
                    found |= 1 << members.Count;
            }
        }

        if (found == (1 << members.Count) - 1)
            return point;
        Errors.Add(path, $"must be an object of the whole numbers {string.Join(", ", members)}, once each and nothing else.");
        return null;
    }

    private static int IndexOf(IReadOnlyList<string> members, JsonProperty member)
    {
        for (var i = 0; i < members.Count; i++)
            if (member.NameEquals(members[i]))
                return i;
        return -1;
    }

    private JsonElement? Array(string name, int most)
    {
        if (Ask(name, JsonValueKind.Array, "an array") is not { } items)
            return null;
        if (items.GetArrayLength() <= most)
            return items;
        Errors.Add(name, $"must have at most {most} items.");
        return null;
    }
}
