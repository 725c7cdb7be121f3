using Sprout.Tidy.Tests.Rules;

namespace Sprout.Tidy.Tests;

/// <summary>Each rule sees what it is there for, and says where.</summary>
public sealed class When_a_rule_is_broken
{
    [Theory]
    [InlineData("services/Gateway/Sprout.Gateway.csproj", "services/Lifecycle/Sprout.Lifecycle.csproj")]
    [InlineData("services/Gateway/Sprout.Gateway.csproj", "local/Sprout.ClusterSimulator/Sprout.ClusterSimulator.csproj")]
    [InlineData("services/Gateway/Sprout.Gateway.csproj", "tests/Sprout.Testing/Sprout.Testing.csproj")]
    [InlineData("libraries/Sprout.Redis/Sprout.Redis.csproj", "contracts/Sprout.Contracts.csproj")]
    [InlineData("libraries/Sprout.Kubernetes/Sprout.Kubernetes.csproj", "libraries/Sprout.Redis/Sprout.Redis.csproj")]
    [InlineData("libraries/Sprout.State/Sprout.State.csproj", "libraries/Sprout.Kubernetes/Sprout.Kubernetes.csproj")]
    [InlineData("libraries/Sprout.Hosting/Sprout.Hosting.csproj", "services/Gateway/Sprout.Gateway.csproj")]
    [InlineData("local/Sprout.ClusterSimulator/Sprout.ClusterSimulator.csproj", "libraries/Sprout.Kubernetes/Sprout.Kubernetes.csproj")]
    [InlineData("contracts/Sprout.Contracts.csproj", "libraries/Sprout.Redis/Sprout.Redis.csproj")]
    [InlineData("bench/Sprout.Bench/Sprout.Bench.csproj", "tests/Sprout.Redis.Tests/Sprout.Redis.Tests.csproj")]
    public void An_arrow_that_points_the_wrong_way_is_found(string from, string to)
    {
        var up = string.Concat(Enumerable.Repeat("../", from.Count(c => c == '/')));
        var tree = SourceTree.Of((from, $"<Project>\n<ProjectReference Include=\"{up}{to}\" />"), (to, "<Project/>"));

        Arrows.Check(tree).ShouldBe([new(from, 2, $"must not reference {to}")]);
    }

    [Fact]
    public void A_package_among_the_contracts_is_found() =>
        Arrows.Check(SourceTree.Of(("contracts/Sprout.Contracts.csproj", "<Project><PackageReference Include=\"X\" /></Project>"))).ShouldHaveSingleItem();

    [Fact]
    public void A_reference_to_nowhere_is_found() =>
        Arrows.Check(SourceTree.Of(("bench/B/B.csproj", "<ProjectReference Include=\"..\\C\\C.csproj\" />"))).ShouldHaveSingleItem();

    [Fact]
    public void A_long_file_is_found() =>
        CodeShape.TooLong(SourceTree.Of(("a/Long.cs", new('\n', 251)), ("a/Short.cs", new('\n', 250)))).ShouldHaveSingleItem().Path.ShouldBe("a/Long.cs");

    [Theory]
    [InlineData("namespace A;\n\npublic class One;\n\npublic sealed record Two;\n", 5)]
    [InlineData("namespace A;\n\ninternal static class Other\n{\n}\n", 3)]
    public void Two_types_or_another_name_are_found(string text, int line) =>
        CodeShape.NotOneType(SourceTree.Of(("a/One.cs", text))).ShouldHaveSingleItem().Line.ShouldBe(line);

    [Theory]
    [InlineData("try { }\ncatch { }", 2)]
    [InlineData("try { }\ncatch (Exception e) when (e is not null)\n{\n    // nothing to do\n}", 2)]
    public void An_empty_catch_is_found(string text, int line) =>
        CodeHabits.EmptyCatches(SourceTree.Of(("a/A.cs", text))).ShouldHaveSingleItem().Line.ShouldBe(line);

    [Theory]
    [InlineData("try { }\ncatch (E e) when (e.Holder is { } holder)\n{\n    Use(holder);\n}")]
    [InlineData("await Task.Delay(Timeout.InfiniteTimeSpan, token); var x = random ?? Random.Shared;")]
    public void What_only_looks_like_it_is_not(string text)
    {
        var tree = SourceTree.Of(("tests/A/A.cs", text), ("libraries/A/A.cs", text));

        CodeHabits.EmptyCatches(tree).Concat(CodeHabits.SleepingTests(tree)).Concat(CodeHabits.ClockAndChance(tree)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("await Task.Delay(1);")]
    [InlineData("Thread.Sleep(1);")]
    public void A_test_that_sleeps_is_found(string text) =>
        CodeHabits.SleepingTests(SourceTree.Of(("tests/A/A.cs", text), ("libraries/A/A.cs", text))).ShouldHaveSingleItem();

    [Theory]
    [InlineData("var x = DateTime.UtcNow;")]
    [InlineData("var x = DateTimeOffset.UtcNow;")]
    [InlineData("var x = new Random(1);")]
    [InlineData("var x = Random.Shared.Next();")]
    public void The_clock_or_chance_from_the_air_is_found(string text) =>
        CodeHabits.ClockAndChance(SourceTree.Of(("services/A/A.cs", text), ("services/A/Program.cs", text), ("tests/A/A.cs", text))).ShouldHaveSingleItem();

    [Fact]
    public void A_loose_key_is_found() =>
        CodeHabits.LooseKeys(SourceTree.Of(("a/A.cs", "// {sprout}:x\nvar x = $\"{{sprout}}:x:{id}\";"), ("a/SproutKeys.cs", "\"{sprout}:\""))).ShouldHaveSingleItem().Line.ShouldBe(2);

    [Fact]
    public void A_project_outside_the_solution_is_found() =>
        Housekeeping.OutsideTheSolution(SourceTree.Of(("Sprout.sln", "\"a\\A.csproj\""), ("a/A.csproj", ""), ("b/B.csproj", ""))).ShouldHaveSingleItem().Path.ShouldBe("b/B.csproj");

    [Fact]
    public void A_mirror_of_nothing_is_found() =>
        Housekeeping.MirrorsOfNothing(SourceTree.Of(("tests/Sprout.X.Tests/Sprout.X.Tests.csproj", ""))).ShouldHaveSingleItem();

    [Fact]
    public void A_loose_version_is_found() =>
        Housekeeping.LooseVersions(SourceTree.Of(
            ("a/A.csproj", "<PackageReference Include=\"X\" Version=\"1.0\" />"),
            ("Directory.Packages.props", "<PackageVersion Include=\"X\" Version=\"1.*\" />\n<PackageVersion Include=\"Y\" Version=\"1.0\" />"))).Count().ShouldBe(2);

    [Fact]
    public void A_missing_lock_file_is_found() => Housekeeping.WithoutLockFile(SourceTree.Of(("a/A.csproj", ""))).ShouldHaveSingleItem();

    [Fact]
    public void A_registry_in_a_lock_file_is_found() =>
        Housekeeping.RegistriesInLockFiles(SourceTree.Of(("web/package-lock.json", "{\n\"resolved\": \"https://registry.example/a.tgz\"\n}"))).ShouldHaveSingleItem().Line.ShouldBe(2);

    [Theory]
    [InlineData("cd /{0}/sprout", "home")]
    [InlineData("\"/{0}/x\"", "work")]
    [InlineData("at /{0}/.nuget", "root")]
    public void A_path_of_one_machine_is_found(string text, string folder) =>
        Housekeeping.PathsOfOneMachine(SourceTree.Of(("README.md", text.Replace("{0}", folder, StringComparison.Ordinal)))).ShouldHaveSingleItem();

    [Theory]
    [InlineData("#!/bin/bash", UnixFileMode.UserRead)]
    [InlineData("echo", UnixFileMode.UserExecute)]
    public void A_script_that_does_not_run_is_found(string text, UnixFileMode mode) =>
        Housekeeping.ScriptsThatDoNotRun(SourceTree.Of(("sprout", text)), _ => mode).ShouldHaveSingleItem();

    [Fact]
    public void Words_in_comments_and_strings_are_not_code() =>
        CSharpText.CodeOnly("a // Thread.Sleep\nb /* x */ \"c \\\" d\" @\"e \"\" f\" \"\"\"g \" h\"\"\" '\"' i").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ShouldBe(["a", "b", "i"]);
}
