using System.Net;
using System.Net.Sockets;
using System.Text;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Http;

/// <summary>Everything that is logged, down to the finest level, also by the framework.</summary>
public sealed class When_logs_are_read(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [KeyMaker.Setting];

    [Fact]
    public async Task No_key_token_cookie_or_pepper_stands_in_them()
    {
        var wrong = ApiKeyHasher.MakeKey("service");
        var (stored, expired) = (await KeyMaker.MakeAsync(Gateway), await KeyMaker.MakeAsync(Gateway, lifetime: TimeSpan.FromMilliseconds(1)));
        using var first = await Gateway.Client(Gateway.VisitorKey, cookie: null).GetAsync("/containers", Cancel);
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(['=', ';'])[1];
        var damaged = cookie[..^1] + (cookie[^1] == 'A' ? 'B' : 'A');

        var clients =
            from key in new[] { Gateway.VisitorKey, Gateway.ServiceKey, stored, expired, wrong }
            from crumb in new[] { cookie, damaged }
            select Gateway.Client(key, crumb);
        foreach (var client in clients)
        {
            foreach (var path in new[] { "/containers", "/nothing", "/broken", "/livez", "/captcha/verify/token-4711" })
                await client.GetAsync(path, Cancel);
            await client.PostJsonAsync("/containers", """{"captcha_token":"token-4711","port":"x"}""");
            await client.PostJsonAsync("/containers", """{"captcha_token":"token-4711"}""");
        }

        await SendRawAsync($"GET /containers HTTP/1.1\r\nHost: x\r\nX-API-Key: {stored}\r\nCookie: sprout_visitor={cookie}\r\nbroken header\r\n\r\n");
        await SendRawAsync($"GET /containers HTTP/1.1\r\nX-API-Key: {stored}\nCookie: sprout_visitor={cookie}\x00\r\n\r\n");

        string[] secrets = [Gateway.VisitorKey, Gateway.ServiceKey, stored, expired, wrong, cookie, damaged, cookie.Split('.')[^1], "token-4711", KeyMaker.Pepper];
        var said = Gateway.Log.All.ToList();
        foreach (var secret in secrets)
            said.Where(line => line.Text.Contains(secret, StringComparison.Ordinal)).Select(line => $"{line.Category}: {line.Text}").ShouldBeEmpty();
    }

    private async Task SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Gateway.Address.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadLineAsync(Cancel)).ShouldStartWith("HTTP/1.1 400");
    }
}
