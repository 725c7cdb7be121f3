namespace Sprout.Redis.Tests;

public sealed class When_a_configuration_is_read
{
    [Fact]
    public void Every_option_arrives()
    {
        var options = ConfigurationOptions.Parse(
            "redis.example:6390, password=p=a:ss, user=me, defaultDatabase=3, SSL=True, sslHost=cert.example, abortConnect=false, connectTimeout=100, asyncTimeout=200, syncTimeout=300, name=us");

        options.ShouldBe(new ConfigurationOptions
        {
            Host = "redis.example",
            Port = 6390,
            Password = "p=a:ss",
            User = "me",
            DefaultDatabase = 3,
            Ssl = true,
            SslHost = "cert.example",
            AbortOnConnectFail = false,
            ConnectTimeout = 100,
            AsyncTimeout = 200,
            ClientName = "us",
            Limits = options.Limits,
        });
    }

    [Theory]
    [InlineData("localhost", "localhost", 6379)]
    [InlineData("10.0.0.1:7000", "10.0.0.1", 7000)]
    [InlineData("[::1]:7000", "::1", 7000)]
    [InlineData("::1", "::1", 6379)]
    public void The_host_may_come_without_port(string configuration, string host, int port)
    {
        var options = ConfigurationOptions.Parse(configuration);

        (options.Host, options.Port).ShouldBe((host, port));
    }

    [Fact]
    public void A_url_says_it_all_too()
    {
        var options = ConfigurationOptions.Parse(
            "rediss://m%40e:p%2Fa%3Ass@redis.example:6390/3?sslHost=cert.example&abortConnect=false&connectTimeout=100&asyncTimeout=200&syncTimeout=300&name=u%20s");

        options.ShouldBe(new ConfigurationOptions
        {
            Host = "redis.example",
            Port = 6390,
            Password = "p/a:ss",
            User = "m@e",
            DefaultDatabase = 3,
            Ssl = true,
            SslHost = "cert.example",
            AbortOnConnectFail = false,
            ConnectTimeout = 100,
            AsyncTimeout = 200,
            ClientName = "u s",
            Limits = options.Limits,
        });
    }

    [Theory]
    [InlineData("redis://h", "h", 6379, null, null)]
    [InlineData("REDIS://h/", "h", 6379, null, null)]
    [InlineData("redis://:pass@h", "h", 6379, null, "pass")]
    [InlineData("redis://:p@ss:word@h:1", "h", 1, null, "p@ss:word")]
    [InlineData("redis://me@h", "h", 6379, "me", null)]
    [InlineData("redis://:@h", "h", 6379, null, null)]
    [InlineData("redis://me:pass@[::1]:7000", "::1", 7000, "me", "pass")]
    public void A_url_may_leave_things_out(string url, string host, int port, string? user, string? password)
    {
        var options = ConfigurationOptions.Parse(url);

        (options.Host, options.Port, options.User, options.Password, options.Ssl).ShouldBe((host, port, user, password, false));
    }

    [Fact]
    public void SyncTimeout_counts_where_there_is_no_other() => ConfigurationOptions.Parse("h,syncTimeout=300").AsyncTimeout.ShouldBe(300);

    [Theory]
    [InlineData("h,pasword=secret")]
    [InlineData("h,ssl=secret")]
    [InlineData("h,connectTimeout=secret")]
    [InlineData("h,connectTimeout=0")]
    [InlineData("h:secret")]
    [InlineData("h:70000")]
    [InlineData("a:1,b:2")]
    [InlineData("password=secret")]
    [InlineData("http://h")]
    [InlineData("redis://")]
    [InlineData("redis://:secret@")]
    [InlineData("redis://:secret/1@h")]
    [InlineData("redis://:a@b?secret@h")]
    [InlineData("redis://:se#secret@h")]
    [InlineData("redis://me:secret:1@h:secret")]
    [InlineData("redis://h/secret")]
    [InlineData("redis://h?connectTimeout=secret")]
    [InlineData("redis://:secret@a:1,b:2")]
    [InlineData("redis://:secret@h,ssl=true")]
    [InlineData("rediss://:secret@h?ssl=false")]
    [InlineData("")]
    public void What_is_wrong_is_refused_without_repeating_values(string configuration) =>
        Should.Throw<ArgumentException>(() => ConfigurationOptions.Parse(configuration)).Message.ShouldNotContain("secret");

    [Fact]
    public void The_password_is_not_shown_again()
    {
        var text = ConfigurationOptions.Parse("h:1,password=secret,user=me").ToString();

        text.ShouldBe("h:1,user=me,password=*****,defaultDatabase=0,ssl=False,abortConnect=True,connectTimeout=5000,asyncTimeout=5000");
        ConfigurationOptions.Parse(text).User.ShouldBe("me");
    }
}
