using System.Text.RegularExpressions;
using Sprout.Chart.Tests.Helm;

namespace Sprout.Chart.Tests.Images;

public sealed partial class The_images
{
    private static readonly string[] Wanted = ["gateway", "lifecycle", "provisioner", "captcha", "rate-limiter", "web"];

    [Fact]
    public void Are_those_of_the_chart() => Dockerfile.Stages.Keys.Except(Dockerfile.Parts).Order(StringComparer.Ordinal).ShouldBe(Wanted.Order(StringComparer.Ordinal));

    [WithHelm]
    public async Task Are_all_that_the_chart_pulls_besides_Redis()
    {
        var images = (await Render.OfAsync("prod")).Of("Deployment").Select(document => document.PodTemplate!["spec"]!["containers"]![0]!["image"]!.GetValue<string>());
        images.Order(StringComparer.Ordinal).ShouldBe(Wanted.Select(name => $"registry.example/you/sprout-{name}:1.2.3").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Copy_only_what_is_there_and_not_left_out()
    {
        var kept = File.ReadAllLines(Repository.PathOf(".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        foreach (var source in Dockerfile.Sources().Select(source => source.TrimEnd('/')))
        {
            Path.Exists(Repository.PathOf(source == "." ? "" : source)).ShouldBeTrue($"COPY {source}: there is no such thing");
            kept.ShouldContain(source.Split('/')[0], $".dockerignore leaves out {source}");
        }

        kept.ShouldAllBe(name => Path.Exists(Repository.PathOf(name)));
    }

    [Fact]
    public void Have_every_project_that_a_service_is_made_of()
    {
        var copied = Dockerfile.Sources().Select(source => source.TrimEnd('/')).ToList();
        var projects = Directory.EnumerateFiles(Repository.PathOf("services"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.PathOf("libraries"), "*.csproj", SearchOption.AllDirectories));
        foreach (var reference in projects.SelectMany(project => Reference().Matches(File.ReadAllText(project)).Select(match => Path.GetFullPath(match.Groups["path"].Value, Path.GetDirectoryName(project)!))))
            copied.ShouldContain(Path.GetRelativePath(Repository.Root, reference).Split('/')[0]);
    }

    [Fact]
    public void Begin_with_a_base_that_can_be_chosen_and_never_run_as_root()
    {
        foreach (var (name, stage) in Dockerfile.Stages)
        {
            if (!Dockerfile.Stages.ContainsKey(stage.From))
                stage.From.ShouldMatch(@"^\$\{[A-Z]+_IMAGE\}$", name);
        }

        foreach (var name in Wanted)
        {
            var user = Lines(name).Last(line => line.StartsWith("USER ", StringComparison.Ordinal))["USER ".Length..];
            int.Parse(user, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        }

        static IEnumerable<string> Lines(string name) => Dockerfile.Stages.TryGetValue(name, out var stage) ? [.. Lines(stage.From), .. stage.Instructions] : [];
    }

    // The chart says as whom each runs, and its own image must be able to.
    [WithHelm]
    public async Task Run_as_the_user_that_the_chart_names()
    {
        foreach (var deployment in (await Render.OfAsync(ValueSets.Defaults)).Of("Deployment"))
        {
            var user = deployment.PodTemplate!["spec"]!["securityContext"]!["runAsUser"]!.GetValue<int>();
            user.ShouldBe(deployment.Name == "sprout-web" ? 101 : 1654);
        }
    }

    [Fact]
    public void Are_what_the_laptop_runs()
    {
        var compose = YamlJson.Parse(File.ReadAllText(Repository.PathOf("docker-compose.yml")))["services"]!.AsObject();
        compose.Where(service => service.Value!["build"] is not null).Select(service => service.Value!["build"]!["target"]!.GetValue<string>()).Order(StringComparer.Ordinal)
            .ShouldBe(Wanted.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""<ProjectReference\s+Include="(?<path>[^"]+)""")]
    private static partial Regex Reference();
}
