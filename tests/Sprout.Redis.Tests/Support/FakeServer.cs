using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sprout.Redis.Tests.Support;

/// <summary>A server that greets as Redis does and then answers each read with the bytes it is told to, whatever was asked; null is silence.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private readonly byte[]? _answer;

    public FakeServer(string? answer)
    {
        _answer = answer is null ? null : Encoding.Latin1.GetBytes(answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string ConfigurationString => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException && _stopping.IsCancellationRequested)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var isGreeting = true;
        try
        {
            while (await stream.ReadAsync(buffer, _stopping.Token) > 0)
            {
                if (isGreeting)
                    await stream.WriteAsync("+PONG\r\n"u8.ToArray(), _stopping.Token);
                else if (_answer is not null)
                    await stream.WriteAsync(_answer, _stopping.Token);
                isGreeting = false;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            client.Close();
        }
    }
}
