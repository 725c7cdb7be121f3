using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>What is checked and written in the same script that stores a saga.</summary>
public sealed class RedisSagaWrites
{
    private const int MostArguments = 7_000;

    internal List<RedisCommand> Conditions { get; } = [];

    internal List<RedisCommand> Commands { get; } = [];

    internal Action? Stored { get; private set; }

    /// <summary>
    /// A command that must answer something: nil or 0 refuses the whole, which raises <see cref="RedisSagaConcurrencyException"/> and so a retry.
    /// It must not write.
    /// </summary>
    public void Require(RedisCommand condition) => Conditions.Add(Checked(condition));

    /// <summary>
    /// A command that runs once everything has been checked, before the saga is written. Its answer is not looked at. It must not fail: when it
    /// does, such as with WRONGTYPE, the saga stays as it was and <see cref="RedisServerException"/> is thrown, but the commands before it have run.
    /// </summary>
    public void Add(RedisCommand command) => Commands.Add(Checked(command));

    /// <summary>What to do once everything is stored, such as counting it; of an attempt that fails it is not done. It must not throw.</summary>
    public void WhenStored(Action action) => Stored += action;

    // Lua hands over a command's words on its stack, which holds some 8,000.
    private static RedisCommand Checked(RedisCommand command) => command.Arguments.Count <= MostArguments
        ? command
        : throw new ArgumentException($"{command.Name} has {command.Arguments.Count} arguments, and a script can hand over {MostArguments} at most. Split it.", nameof(command));
}
