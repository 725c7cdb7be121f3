using Sprout.Kubernetes.Tests.Support;

namespace Sprout.Kubernetes.Tests.Configuration;

public sealed class When_a_kubeconfig_is_wrong : IDisposable
{
    private const string Server = "server: https://127.0.0.1:6443";
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("", "", "clusters[c1].cluster.server is missing")]
    [InlineData("server: 'localhost:6443'", "", "clusters[c1].cluster.server 'localhost:6443' is no http or https address")]
    [InlineData("server: [1]", "", "clusters[c1].cluster.server must be text")]
    [InlineData($"{Server}, certificate-authority-data: '%%%'", "", "clusters[c1].cluster.certificate-authority-data is not base64")]
    [InlineData($"{Server}, certificate-authority-data: aGVsbG8=", "", "clusters[c1].cluster.certificate-authority-data has no certificate in PEM")]
    [InlineData($"{Server}, certificate-authority: gone.crt", "", "clusters[c1].cluster.certificate-authority names {folder}/gone.crt, which cannot be read")]
    [InlineData($"{Server}, insecure-skip-tls-verify: perhaps", "", "clusters[c1].cluster.insecure-skip-tls-verify must be true or false")]
    [InlineData($"{Server}, proxy-url: 'http://proxy'", "", "clusters[c1].cluster.proxy-url is not supported; set HTTPS_PROXY instead")]
    [InlineData(Server, "exec: {command: aws, apiVersion: v1}", "users[u1].user.exec is a credential plugin (aws), and plugins are not supported")]
    [InlineData(Server, "auth-provider: {name: gcp}", "users[u1].user.auth-provider is not supported")]
    [InlineData(Server, "username: admin, password: secret", "users[u1].user.username is not supported")]
    [InlineData(Server, "as: somebody", "users[u1].user.as (impersonation) is not supported")]
    [InlineData(Server, "client-certificate-data: aGVsbG8=", "users[u1].user.client-key is missing beside the client-certificate")]
    [InlineData(Server, "client-key-data: aGVsbG8=", "users[u1].user.client-certificate is missing beside the client-key")]
    [InlineData(Server, "client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=", "users[u1].user.client-certificate-data has no certificate in PEM")]
    public void File_context_and_field_are_named(string cluster, string user, string complaint)
    {
        var path = _folder.Write("config", KubeconfigText.Of(cluster, user));

        Refusal(path).ShouldStartWith($"{path}, context 'test': {complaint.Replace("{folder}", _folder.Path)}");
    }

    [Fact]
    public void A_context_that_is_not_there_is_named_with_those_that_are()
    {
        var path = _folder.Write("config", KubeconfigText.Of(Server, ""));

        Refusal(path, "production").ShouldBe($"{path}: there is no context 'production'. Contexts: test.");
    }

    [Fact]
    public void A_missing_current_context_is_named()
    {
        var path = _folder.Write("config", KubeconfigText.Of(Server, "").Replace("current-context: test", "current-context: ''"));

        Refusal(path).ShouldStartWith($"{path}: current-context is missing");
    }

    [Fact]
    public void A_user_that_is_not_there_is_named()
    {
        var path = _folder.Write("config", KubeconfigText.Of(Server, "").Replace("user: u1", "user: u2"));

        Refusal(path).ShouldBe($"{path}, context 'test': contexts[test].context.user names 'u2', which is not among the users.");
    }

    [Fact]
    public void Broken_yaml_is_placed_and_not_quoted()
    {
        var path = _folder.Write("config", "users: [{name: u1, user: {token: secret}");

        var refusal = Refusal(path);

        refusal.ShouldStartWith($"{path} is no YAML: line ");
        refusal.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("- a list")]
    public void Something_else_is_called_no_kubeconfig(string text)
    {
        var path = _folder.Write("config", text);

        Refusal(path).ShouldBe($"{path} is no kubeconfig: a mapping was expected.");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder.Path, "gone");

        Refusal(path).ShouldStartWith($"{path} cannot be read");
    }

    [Fact]
    public void An_authority_beside_no_verification_is_a_contradiction()
    {
        var pem = KubeconfigText.Base64(TestAuthority.Root().Pem);
        var path = _folder.Write("config", KubeconfigText.Of($"{Server}, certificate-authority-data: {pem}, insecure-skip-tls-verify: true", ""));

        Refusal(path).ShouldBe($"{path}, context 'test': clusters[c1].cluster.insecure-skip-tls-verify contradicts the certificate-authority beside it.");
    }

    public void Dispose() => _folder.Dispose();

    private static string Refusal(string path, string? context = null) =>
        Should.Throw<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path, context)).Message;
}
