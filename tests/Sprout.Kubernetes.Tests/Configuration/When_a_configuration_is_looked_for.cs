using Sprout.Kubernetes.Configuration;
using Sprout.Kubernetes.Tests.Support;

namespace Sprout.Kubernetes.Tests.Configuration;

public sealed class When_a_configuration_is_looked_for : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void The_pods_account_comes_first()
    {
        MakePod();
        _environment["KUBECONFIG"] = _folder.Write("config", KubeconfigText.Of("server: https://file", ""));

        var configuration = Load();

        configuration.Server.ToString().ShouldBe("https://10.96.0.1/");
        configuration.Namespace.ShouldBe("sprout");
        configuration.AccessTokenFile.ShouldBe(Path.Combine(_folder.Path, "account", "token"));
        configuration.SslCaCerts!.Count.ShouldBe(1);
        configuration.ToString().ShouldBe("in-cluster (https://10.96.0.1/)");
    }

    [Fact]
    public void A_context_that_is_named_is_looked_for_in_the_files()
    {
        MakePod();
        _environment["KUBECONFIG"] = _folder.Write("config", KubeconfigText.Of("server: https://file", ""));

        Load("test").Server.Host.ShouldBe("file");
    }

    [Fact]
    public void A_pods_address_may_be_of_the_sixth_version()
    {
        MakePod();
        _environment["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        _environment["KUBERNETES_SERVICE_PORT"] = "6443";

        Load().Server.ToString().ShouldBe("https://[fd00::1]:6443/");
    }

    [Fact]
    public void A_pod_without_an_authority_says_which_file_is_missing()
    {
        MakePod();
        File.Delete(Path.Combine(_folder.Path, "account", "ca.crt"));

        Should.Throw<KubeConfigException>(() => Load()).Message.ShouldStartWith($"in-cluster: {Path.Combine(_folder.Path, "account", "ca.crt")} cannot be read");
    }

    [Fact]
    public void Without_a_list_it_is_the_file_in_the_home()
    {
        _environment["HOME"] = _folder.Path;
        _folder.Write(".kube/config", KubeconfigText.Of("server: https://own-file", "", "namespace: n1"));

        var configuration = Load();

        configuration.ToString().ShouldBe("test (https://own-file/)");
        configuration.Namespace.ShouldBe("n1");
    }

    [Fact]
    public void With_nothing_anywhere_it_says_where_it_looked()
    {
        _environment["HOME"] = _folder.Path;

        Should.Throw<KubeConfigException>(() => Load()).Message.ShouldStartWith($"There is no kubeconfig: {Path.Combine(_folder.Path, ".kube", "config")} is not there");
    }

    [Fact]
    public void In_a_list_whoever_names_a_thing_first_wins()
    {
        var first = _folder.Write("a/config", "clusters: [{name: c1, cluster: {server: 'https://first', certificate-authority: ca.crt}}]");
        var second = _folder.Write("b/config", KubeconfigText.Of("server: https://second", "token: t2", "namespace: n2"));
        _folder.Write("a/ca.crt", TestAuthority.Root().Pem);
        _environment["KUBECONFIG"] = string.Join(Path.PathSeparator, first, Path.Combine(_folder.Path, "gone"), "", second);

        var configuration = Load();

        configuration.Server.Host.ShouldBe("first");
        configuration.SslCaCerts!.Count.ShouldBe(1, "paths start from the folder of the file that has them");
        configuration.AccessToken.ShouldBe("t2");
        configuration.Namespace.ShouldBe("n2");
    }

    [Fact]
    public void Json_is_fine_too()
    {
        _environment["KUBECONFIG"] = _folder.Write("config", """
            {"current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "c", "user": ""}}], "users": null,
             "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:8001/k8s/clusters/one"}}]}
            """);

        Load().Server.AbsolutePath.ShouldBe("/k8s/clusters/one");
    }

    public void Dispose() => _folder.Dispose();

    private KubernetesClientConfiguration Load(string? context = null) =>
        DefaultConfiguration.Load(context, _environment.GetValueOrDefault, Path.Combine(_folder.Path, "account"));

    private void MakePod()
    {
        _environment["KUBERNETES_SERVICE_HOST"] = "10.96.0.1";
        _environment["KUBERNETES_SERVICE_PORT"] = "443";
        _folder.Write("account/token", "t");
        _folder.Write("account/namespace", "sprout\n");
        _folder.Write("account/ca.crt", TestAuthority.Root().Pem);
    }
}
