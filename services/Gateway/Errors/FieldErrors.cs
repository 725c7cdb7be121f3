using System.Collections.ObjectModel;

namespace Sprout.Gateway.Errors;

/// <summary>What is wrong with a request, collected so that a client sees all of it at once.</summary>
internal sealed class FieldErrors : Collection<FieldError>
{
    public void Add(string field, string message) => Add(new FieldError(field, message));
}
