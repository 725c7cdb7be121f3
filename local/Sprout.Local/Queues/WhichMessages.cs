using System.CommandLine;

namespace Sprout.Local.Queues;

/// <summary>Messages named by their ids, or all: nothing is taken for all by accident.</summary>
internal sealed class WhichMessages
{
    private readonly Option<string[]> _ids = new("--id") { Description = "This message; several may be named.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _all = new("--all") { Description = "All that are in it now." };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_ids);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_all) == result.GetValue(_ids) is { Length: > 0 })
                result.AddError("Say either --id ID or --all.");
        });
    }

    /// <summary>The ids; null for all.</summary>
    public IReadOnlyList<string>? Ids(ParseResult result) => result.GetValue(_all) ? null : result.GetValue(_ids);
}
