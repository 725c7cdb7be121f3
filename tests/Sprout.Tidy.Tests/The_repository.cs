using Sprout.Tidy.Tests.Rules;

namespace Sprout.Tidy.Tests;

public sealed class The_repository
{
    private static readonly SourceTree Tree = SourceTree.Repository;

    [Fact]
    public void Is_found() => Tree.Projects.Count().ShouldBeGreaterThan(10);

    [Fact]
    public void Keeps_its_arrows() => ShouldBeTidy(Arrows.Check(Tree));

    [Fact]
    public void Has_files_of_one_idea() => ShouldBeTidy(CodeShape.TooLong(Tree));

    [Fact]
    public void Has_one_public_type_per_file_named_after_it() => ShouldBeTidy(CodeShape.NotOneType(Tree));

    [Fact]
    public void Has_no_empty_catch() => ShouldBeTidy(CodeHabits.EmptyCatches(Tree));

    [Fact]
    public void Has_no_test_that_sleeps() => ShouldBeTidy(CodeHabits.SleepingTests(Tree));

    [Fact]
    public void Takes_time_and_chance_from_outside() => ShouldBeTidy(CodeHabits.ClockAndChance(Tree));

    [Fact]
    public void Names_its_Redis_keys_in_one_place() => ShouldBeTidy(CodeHabits.LooseKeys(Tree));

    [Fact]
    public void Lists_every_project_in_the_solution() => ShouldBeTidy(Housekeeping.OutsideTheSolution(Tree));

    [Fact]
    public void Has_a_project_for_every_mirror() => ShouldBeTidy(Housekeeping.MirrorsOfNothing(Tree));

    [Fact]
    public void Pins_its_versions_in_one_place() => ShouldBeTidy(Housekeeping.LooseVersions(Tree));

    [Fact]
    public void Locks_what_it_restores() => ShouldBeTidy(Housekeeping.WithoutLockFile(Tree));

    [Fact]
    public void Names_no_registry() => ShouldBeTidy(Housekeeping.RegistriesInLockFiles(Tree));

    [Fact]
    public void Knows_no_machine() => ShouldBeTidy(Housekeeping.PathsOfOneMachine(Tree));

    [Fact]
    public void Has_scripts_that_run() =>
        ShouldBeTidy(Housekeeping.ScriptsThatDoNotRun(Tree, path => OperatingSystem.IsWindows() ? UnixFileMode.UserExecute : File.GetUnixFileMode(Path.Combine(SourceTree.Root, path))));

    private static void ShouldBeTidy(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{all.Count} finding(s):\n{string.Join('\n', all)}");
    }
}
