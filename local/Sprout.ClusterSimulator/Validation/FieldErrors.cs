using System.Collections;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>What is wrong with an object, in the words of an API server.</summary>
internal sealed class FieldErrors : IReadOnlyCollection<FieldError>
{
    private readonly List<FieldError> errors = [];

    public int Count => errors.Count;

    public FieldErrors Required(string field, string detail = "")
    {
        errors.Add(new FieldError(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}"));
        return this;
    }

    public FieldErrors Invalid(string field, string value, string detail)
    {
        errors.Add(new FieldError(field, "FieldValueInvalid", $"Invalid value: {value}: {detail}"));
        return this;
    }

    public FieldErrors Forbidden(string field, string detail)
    {
        errors.Add(new FieldError(field, "FieldValueForbidden", $"Forbidden: {detail}"));
        return this;
    }

    public FieldErrors Duplicate(string field, string value)
    {
        errors.Add(new FieldError(field, "FieldValueDuplicate", $"Duplicate value: \"{value}\""));
        return this;
    }

    public FieldErrors NotSupported(string field, string value, params string[] supported)
    {
        var list = string.Join(", ", supported.Select(option => $"\"{option}\""));
        errors.Add(new FieldError(field, "FieldValueNotSupported", $"Unsupported value: \"{value}\": supported values: {list}"));
        return this;
    }

    public override string ToString()
    {
        // A real server tells the same thing once in the message, however often it found it.
        var texts = errors.Select(error => $"{error.Field}: {error.Message}").Distinct().ToList();
        return texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }

    public IEnumerator<FieldError> GetEnumerator() => errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
