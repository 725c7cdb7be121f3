using System.Collections.ObjectModel;

namespace Sprout.Gateway.Errors;

/// <summary>What is wrong with a request, collected so that a client sees all of it at once.</summary>
internal sealed class FieldErrors : Collection<FieldError>
{
    private const int Most = 50;

    public void Add(string field, string message) => Add(new FieldError(field, message));

    // A body may hold thousands of wrong members, and saying so of each would make of a small request a large answer.
    protected override void InsertItem(int index, FieldError item)
    {
        if (Count < Most)
            base.InsertItem(index, item);
    }
}
