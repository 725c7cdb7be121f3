using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_server_wants_to_know_who_comes
{
    [Fact]
    public async Task The_password_opens()
    {
        await using var server = await RedisServer.StartAsync(extraArguments: ["--requirepass", "secret"]);
        await using var redis = await server.ConnectAsync(",password=secret");

        (await redis.GetDatabase().StringSetAsync("a", "1")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "NOAUTH")]
    [InlineData(",password=hunter2", "WRONGPASS")]
    [InlineData(",user=nobody,password=hunter2", "WRONGPASS")]
    public async Task Anything_else_is_refused_with_the_servers_reason_and_no_password(string options, string code)
    {
        await using var server = await RedisServer.StartAsync(extraArguments: ["--requirepass", "secret"]);

        var exception = await Should.ThrowAsync<RedisConnectionException>(async () => await server.ConnectAsync(options));

        exception.InnerException.ShouldBeOfType<RedisServerException>().Code.ShouldBe(code);
        exception.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_user_comes_with_name_and_password()
    {
        await using var server = await RedisServer.StartAsync();
        await using (var admin = await server.ConnectAsync())
            await admin.DoAsync("ACL", "SETUSER", "me", "on", ">secret", "~*", "+@all");
        await using var redis = await server.ConnectAsync(",user=me,password=secret,name=tests");

        ((string?)await redis.DoAsync("ACL", "WHOAMI")).ShouldBe("me");
        ((string?)await redis.DoAsync("CLIENT", "GETNAME")).ShouldBe("tests");
    }

    [Fact]
    public async Task The_database_is_the_one_asked_for_also_after_a_restart()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await server.ConnectAsync(",defaultDatabase=5");
        var restored = redis.NextRestoration();
        await server.RestartAsync();
        await restored;

        ((string?)await redis.DoAsync("CLIENT", "INFO"))!.ShouldContain(" db=5 ");
    }
}
