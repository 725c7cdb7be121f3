using System.Net;
using System.Net.Sockets;
using Sprout.Local.Data;

namespace Sprout.Local.Tests;

public sealed class When_a_port_is_remembered : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly RememberedPort _port;

    public When_a_port_is_remembered() => _port = new(Path.Combine(_home.Path, "port"));

    [Fact]
    public void It_stays_the_same() => _port.Choose().ShouldBe(_port.Choose());

    [Fact]
    public void Another_is_taken_where_somebody_has_it()
    {
        var first = _port.Choose();
        using var squatter = new TcpListener(IPAddress.Loopback, first);
        squatter.Start();

        var second = _port.Choose();

        second.ShouldNotBe(first);
        _port.Last.ShouldBe(second);
    }

    public void Dispose() => _home.Dispose();
}
