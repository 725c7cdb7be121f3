using System.CommandLine;
using System.CommandLine.Parsing;
using Sprout.Local.Keys;
using Sprout.Local.Queues;
using Sprout.Local.Separate;

namespace Sprout.Local;

/// <summary>What can be said to <c>Sprout.Local</c>.</summary>
public static class CommandLine
{
    private const int MostProcesses = 50;

    /// <summary>The commands, with what each of them runs; an answer is the exit code.</summary>
    public static RootCommand Create(Func<UpOptions, Task<int>> up, Func<string, Task<int>> down, QueuesCommand queues, KeysCommand keys)
    {
        var data = new Option<string>("--data") { Description = "The data folder.", DefaultValueFactory = _ => ".sprout", Recursive = true };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 8080 };
        var metrics = new Option<int>("--metrics") { Description = "Answer /metrics on this port of 127.0.0.1; with --separate, services on it and those after it.", HelpName = "port" };
        foreach (var number in (Option<int>[])[port, metrics])
            number.Validators.Add(result => RequirePort(result, number.Name));
        var cluster = new Option<string?>("--cluster")
        {
            Description = "Use a cluster of the kubeconfig instead of the simulator: this context, or the current one.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "context",
        };
        var template = new Option<string?>("--url-template") { Description = "Where containers answer, such as https://{id}.example.org/." };
        template.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !text.Contains("{id}", StringComparison.Ordinal))
                result.AddError("--url-template must contain {id}.");
        });

        var web = new Option<string?>("--web") { Description = "The folder with the built web UI.", HelpName = "folder" };
        var separate = new Option<bool>("--separate") { Description = "Run each service in processes of its own, and start again what dies." };
        var standard = new ServiceCounts();
        var gateways = Count("--gateways", standard.Gateways);
        var lifecycles = Count("--lifecycles", standard.Lifecycles);
        var provisioners = Count("--provisioners", standard.Provisioners);
        var captchas = Count("--captchas", standard.Captchas);
        var rateLimiters = Count("--rate-limiters", standard.RateLimiters);
        Option<int>[] counts = [gateways, lifecycles, provisioners, captchas, rateLimiters];

        var upCommand = new Command("up", "Run all of Sprout on this machine.") { port, cluster, template, web, metrics, separate };
        foreach (var count in counts)
            upCommand.Add(count);
        upCommand.Validators.Add(result =>
        {
            if (!result.GetValue(separate) && counts.FirstOrDefault(count => result.GetResult(count) is { Implicit: false }) is { } lonely)
                result.AddError($"{lonely.Name} is for --separate.");
        });
        upCommand.SetAction(result => up(new()
        {
            Port = result.GetValue(port),
            Data = result.GetValue(data)!,
            UsesCluster = result.GetResult(cluster) is not null,
            Context = result.GetValue(cluster),
            UrlTemplate = result.GetValue(template),
            Web = result.GetValue(web),
            Metrics = result.GetValue(metrics),
            Separate = result.GetValue(separate)
                ? new()
                {
                    Gateways = result.GetValue(gateways),
                    Lifecycles = result.GetValue(lifecycles),
                    Provisioners = result.GetValue(provisioners),
                    Captchas = result.GetValue(captchas),
                    RateLimiters = result.GetValue(rateLimiters),
                }
                : null,
        }));
        var downCommand = new Command("down", "Stop what runs on the data folder.");
        downCommand.SetAction(result => down(result.GetValue(data)!));
        return new("Sprout: containers for everyone, on one machine.") { data, upCommand, downCommand, QueuesCommandLine.Create(data, queues), KeysCommandLine.Create(data, keys) };
    }

    // What is no number at all is refused already.
    private static void RequirePort(OptionResult result, string name)
    {
        if (result.Tokens is [{ } token] && int.TryParse(token.Value, out var number) && number is < 0 or > 65535)
            result.AddError($"{name} is a number from 0 to 65535.");
    }

    private static Option<int> Count(string name, int standard)
    {
        var option = new Option<int>(name) { Description = "With --separate: how many processes.", DefaultValueFactory = _ => standard, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && int.TryParse(token.Value, out var number) && number is < 1 or > MostProcesses)
                result.AddError($"{name} is a number from 1 to {MostProcesses}.");
        });
        return option;
    }
}
