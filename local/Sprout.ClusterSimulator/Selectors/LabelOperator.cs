namespace Sprout.ClusterSimulator.Selectors;

/// <summary>How a label is compared; <c>=</c> and <c>!=</c> are In and NotIn of one value.</summary>
internal enum LabelOperator
{
    Exists,
    Absent,
    In,
    NotIn,
}
