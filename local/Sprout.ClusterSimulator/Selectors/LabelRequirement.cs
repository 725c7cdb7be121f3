namespace Sprout.ClusterSimulator.Selectors;

/// <summary>One requirement on one label. Negative ones also match objects without the label.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlySet<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var exists = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Exists => exists,
            LabelOperator.Absent => !exists,
            LabelOperator.In => exists && Values.Contains(value!),
            _ => !exists || !Values.Contains(value!),
        };
    }
}
