using System.CommandLine;

namespace Sprout.Local.Keys;

/// <summary>What can be said after <c>keys</c>.</summary>
internal sealed class KeysCommandLine
{
    private const string StandardLifetime = "90d";

    private readonly Option<string> _data;
    private readonly KeysCommand _keys;
    private readonly Option<string?> _redis = new("--redis")
    {
        Description = "Where Redis is: redis://[user:password@]host[:port][/database], with the pepper in SPROUT_PEPPER. Else that of the running `up`, else Redis__ConnectionString.",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON.", Recursive = true };

    private KeysCommandLine(Option<string> data, KeysCommand keys) => (_data, _keys) = (data, keys);

    /// <summary>The command with those below it.</summary>
    public static Command Create(Option<string> data, KeysCommand keys)
    {
        var line = new KeysCommandLine(data, keys);
        return new("keys", "Make, list and revoke API keys.") { line._redis, line._json, line.Create(), line.List(), line.Revoke() };
    }

    private Command Create()
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "What you will call it." };
        name.Validators.Add(result => Complain(result.GetValueOrDefault<string?>(), "NAME", result.AddError));
        var owner = new Option<string?>("--owner") { Description = "Whose containers it reaches; keys of one owner reach the same. Else NAME." };
        owner.Validators.Add(result => Complain(result.GetValueOrDefault<string?>(), "--owner", result.AddError));
        var scope = new Option<string>("--scope") { Description = "visitor, service or admin.", DefaultValueFactory = _ => "service" };
        scope.AcceptOnlyFromAmong("visitor", "service", "admin");
        var expires = new Option<string>("--expires") { Description = "How long it lets in: 45m, 12h, 30d, 8w, 1y or never.", DefaultValueFactory = _ => StandardLifetime, HelpName = "TIME" };
        expires.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Lifetime.TryParse(text, out _))
                result.AddError("--expires is a time such as 45m, 12h, 30d, 8w or 1y, ten years at most, or never.");
        });
        var command = new Command("create", "Make a key and print it, this once.") { name, scope, owner, expires };
        command.SetAction(result =>
        {
            var lifetime = Lifetime.TryParse(result.GetRequiredValue(expires), out var read) ? read : throw new InvalidOperationException("What is no lifetime was refused before.");
            return _keys.CreateAsync(Options(result), new(result.GetRequiredValue(name), result.GetRequiredValue(scope), result.GetValue(owner), lifetime));
        });
        return command;
    }

    private Command List()
    {
        var command = new Command("list", "List the keys in Redis, also those that have ended lately.");
        command.SetAction(result => _keys.ListAsync(Options(result)));
        return command;
    }

    private Command Revoke()
    {
        var key = new Argument<string>("key") { HelpName = "NAME|ID", Description = "Which one." };
        var command = new Command("revoke", "Let nobody in with a key any more.") { key };
        command.SetAction(result => _keys.RevokeAsync(Options(result), result.GetRequiredValue(key)));
        return command;
    }

    private KeysOptions Options(ParseResult result) => new() { Data = result.GetRequiredValue(_data), Redis = result.GetValue(_redis), Json = result.GetValue(_json) };

    private static void Complain(string? text, string what, Action<string> say)
    {
        if (text is not null && NewKey.Fault(what, text) is { } fault)
            say(fault);
    }
}
