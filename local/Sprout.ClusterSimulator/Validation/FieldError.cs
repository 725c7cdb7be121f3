namespace Sprout.ClusterSimulator.Validation;

/// <summary>One thing that is wrong with one field.</summary>
internal readonly record struct FieldError(string Field, string Reason, string Message);
