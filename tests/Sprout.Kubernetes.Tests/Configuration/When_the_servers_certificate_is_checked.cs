using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sprout.Kubernetes.Tests.Support;

namespace Sprout.Kubernetes.Tests.Configuration;

public sealed class When_the_servers_certificate_is_checked
{
    private readonly TestAuthority _authority = TestAuthority.Root();

    [Fact]
    public async Task One_of_our_authority_is_trusted() => await IsTrustedAsync(_authority.Server(), [], [_authority]);

    [Fact]
    public async Task Our_authority_may_be_one_of_several() => await IsTrustedAsync(_authority.Server(), [], [TestAuthority.Root("old"), _authority]);

    [Fact]
    public async Task The_server_may_send_what_lies_between()
    {
        var intermediate = _authority.Intermediate("between");
        await IsTrustedAsync(intermediate.Server(), [intermediate], [_authority]);
    }

    [Fact]
    public async Task We_may_know_what_lies_between()
    {
        var intermediate = _authority.Intermediate("between");
        await IsTrustedAsync(intermediate.Server(), [], [intermediate, _authority]);
    }

    [Fact]
    public async Task What_lies_between_is_enough_by_itself()
    {
        var intermediate = _authority.Intermediate("between");
        await IsTrustedAsync(intermediate.Server(), [], [intermediate]);
        await IsTrustedAsync(intermediate.Server(), [intermediate, _authority], [intermediate]);
    }

    [Fact]
    public async Task One_of_another_authority_is_refused() => await IsRefusedAsync(TestAuthority.Root("other").Server(), [], [_authority]);

    [Fact]
    public async Task One_of_another_authority_with_our_authoritys_name_is_refused() => await IsRefusedAsync(TestAuthority.Root().Server(), [], [_authority]);

    [Fact]
    public async Task One_of_another_with_the_name_of_what_lies_between_is_refused()
    {
        var forged = TestAuthority.Root("elsewhere").Intermediate("between");
        await IsRefusedAsync(forged.Server(), [forged], [_authority.Intermediate("between")]);
        await IsRefusedAsync(forged.Server(), [], [_authority.Intermediate("between")]);
    }

    [Fact]
    public async Task One_for_another_host_is_refused() => await IsRefusedAsync(_authority.Server("kubernetes.default.svc"), [], [_authority]);

    [Fact]
    public async Task The_name_may_be_given() =>
        await IsTrustedAsync(_authority.Server("kubernetes.default.svc"), [], [_authority], configuration => configuration with { TlsServerName = "kubernetes.default.svc" });

    [Fact]
    public async Task Any_is_trusted_where_the_check_is_off() =>
        await IsTrustedAsync(_authority.Server("elsewhere"), [], [], configuration => configuration with { SslCaCerts = null, SkipTlsVerify = true });

    [Fact]
    public async Task The_machines_authorities_decide_where_none_is_given() => await IsRefusedAsync(_authority.Server(), [], null);

    private static async Task IsTrustedAsync(
        X509Certificate2 certificate, TestAuthority[] sent, TestAuthority[]? trusted, Func<KubernetesClientConfiguration, KubernetesClientConfiguration>? change = null) =>
        (await VersionAsync(certificate, sent, trusted, change)).ShouldStartWith("HTTP/2");

    private static async Task IsRefusedAsync(X509Certificate2 certificate, TestAuthority[] sent, TestAuthority[]? trusted)
    {
        var refusal = await Should.ThrowAsync<HttpRequestException>(() => VersionAsync(certificate, sent, trusted));
        refusal.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        refusal.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    private static async Task<string> VersionAsync(
        X509Certificate2 certificate, TestAuthority[] sent, TestAuthority[]? trusted, Func<KubernetesClientConfiguration, KubernetesClientConfiguration>? change = null)
    {
        await using var server = await TlsServer.StartAsync(certificate, [.. sent.Select(authority => authority.Certificate)]);
        var configuration = new KubernetesClientConfiguration
        {
            Server = new Uri(server.Url),
            SslCaCerts = trusted is null ? null : [.. trusted.Select(authority => authority.Certificate)],
        };
        using var client = new KubernetesClient(change?.Invoke(configuration) ?? configuration);
        return await client.GetVersionAsync(TestContext.Current.CancellationToken);
    }
}
