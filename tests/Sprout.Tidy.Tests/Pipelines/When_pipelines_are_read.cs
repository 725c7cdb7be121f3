using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sprout.Tidy.Tests.Pipelines;

/// <summary>They cannot be run here; all that they name can be looked at.</summary>
public sealed partial class When_pipelines_are_read
{
    private const string Azure = "azure-pipelines.yml";
    private const string GitHub = ".github/workflows/deploy.yml";

    private static readonly string[] Group =
    [
        "GHCR_USERNAME", "GHCR_TOKEN", "REGISTRY", "REGISTRY_USER", "DOMAIN", "RELEASE_NAME", "NAMESPACE", "LETSENCRYPT_EMAIL", "REDIS_PASSWORD", "Grafana_USERNAME", "Grafana_PASSWORD",
    ];

    private static readonly string[] Secrets = ["GHCR_TOKEN", "REDIS_PASSWORD", "Grafana_PASSWORD", "K3S_YML"];

    public static TheoryData<string> All => [Azure, GitHub, ".github/workflows/ci.yml"];

    public static TheoryData<string> Deploying => [Azure, GitHub];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_script_can_be_parsed(string path) =>
        PipelineFile.Read(path).Scripts.Select(step => (step.Step, Wrong: Shell.Parse(step.Script))).Where(step => step.Wrong != "").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void Each_script_passes_shellcheck(string path) =>
        PipelineFile.Read(path).PlainScripts.Select(step => (step.Step, Wrong: Shell.Check(step.Script))).Where(step => step.Wrong != "").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void Each_script_of_several_lines_stops_at_what_fails(string path) =>
        PipelineFile.Read(path).Scripts.Where(step => step.Script.TrimEnd().Contains('\n', StringComparison.Ordinal)).ShouldAllBe(step => step.Script.StartsWith("set -euo pipefail\n"));

    [Fact]
    public void Azure_uses_the_variables_of_the_group_and_no_others()
    {
        PipelineFile.Read(Azure).Given.ShouldBe(Group, ignoreOrder: true);
        PipelineFile.Read(Azure).Text.ShouldContain("- group: k3s-deployment-vars");
    }

    [Fact]
    public void GitHub_uses_the_same_and_the_kubeconfig() => PipelineFile.Read(GitHub).Given.ShouldBe([.. Group, "K3S_YML"], ignoreOrder: true);

    [Fact]
    public void The_page_about_them_names_each() =>
        Group.Append("K3S_YML").Where(name => !Read("docs/pipelines.md").Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();

    // A password with quotes or blanks in it would be a command.
    [Theory]
    [MemberData(nameof(Deploying))]
    public void No_secret_stands_in_a_scripts_text(string path) =>
        PipelineFile.Read(path).Scripts.SelectMany(step => Secrets.Where(secret => step.Script.Contains($"$({secret})", StringComparison.Ordinal) || step.Script.Contains("${{", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Both_do_the_same()
    {
        var there = PipelineFile.Read(GitHub).PlainScripts.ToDictionary(step => step.Step, step => step.Script);

        foreach (var (step, script) in PipelineFile.Read(Azure).PlainScripts.Where(step => step.Step != "Name the images"))
        {
            // The other one makes the file itself.
            script.Replace("chmod 600 \"$KUBECONFIG\"\n", "", StringComparison.Ordinal).ShouldBe(there[step], step);
        }
    }

    [Theory]
    [MemberData(nameof(Deploying))]
    public void Sources_come_with_their_large_files(string path) => PipelineFile.Read(path).Text.ShouldContain("lfs: true");

    [Fact]
    public void Images_are_named_by_build_and_time() =>
        PipelineFile.Read(Azure).Text.ShouldContain("BUILD_TAG=\"$(Build.BuildId)-$(date +%Y%m%d%H%M%S)\"");

    [Theory]
    [MemberData(nameof(Deploying))]
    public void Nothing_is_forced_and_all_is_waited_for(string path)
    {
        var helm = PipelineFile.Read(path).Scripts.Single(step => step.Script.Contains("helm upgrade", StringComparison.Ordinal)).Script;

        helm.ShouldNotContain("--force");
        helm.ShouldContain("--install");
        helm.ShouldContain("--create-namespace");
        helm.ShouldContain("--wait");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_file_that_is_named_exists(string path) =>
        NamedFile().Matches(PipelineFile.Read(path).Text).Select(match => match.Groups["path"].Value)
            .Where(named => !Path.Exists(Path.Combine(SourceTree.Root, named)))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Deploying))]
    public void Each_image_that_the_Dockerfile_has_is_built(string path) =>
        Loop().Match(PipelineFile.Read(path).Text).Groups["services"].Value.Split(' ')
            .ShouldBe(Stage().Matches(Read("Dockerfile")).Select(stage => stage.Groups["name"].Value).Except(["pages", "build", "runtime"]), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Deploying))]
    public void Each_value_that_is_set_is_the_charts(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Read("helm/sprout/values.yaml")));

        SetValue().Matches(PipelineFile.Read(path).Text).Select(match => match.Groups["name"].Value)
            .Where(name => name.Split('.').Aggregate<string, YamlNode?>(yaml.Documents[0].RootNode, Child) is null)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("develop.sh", "sprout\" dev \"$@\"")]
    [InlineData("deploy.sh", "sprout\" deploy \"$@\"")]
    public void The_scripts_at_the_root_hand_on_to_sprout(string path, string words)
    {
        Shell.Parse(Read(path)).ShouldBeEmpty();
        Read(path).ShouldContain(words);
    }

    private static YamlNode? Child(YamlNode? node, string name) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(name, out var child) ? child : null;

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    [GeneratedRegex(@"(?:--file |--values |--set-file \S+=(?!<)|global-json-file: |helm upgrade --install ""\S+"" |(?<=[ \t])(?=docs/|\./|helm/))(?<path>[\w./-]*\w)", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedFile();

    [GeneratedRegex("for service in (?<services>[a-z -]+); do", RegexOptions.ExplicitCapture)]
    private static partial Regex Loop();

    [GeneratedRegex(@"^FROM .* AS (?<name>[\w-]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"--set(-string|-file)? ""?(?<name>[\w.]+)(\[\d\])?=", RegexOptions.ExplicitCapture)]
    private static partial Regex SetValue();
}
