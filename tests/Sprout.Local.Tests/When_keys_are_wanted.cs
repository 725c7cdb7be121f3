using Sprout.Local.Data;

namespace Sprout.Local.Tests;

public sealed class When_keys_are_wanted : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly DataFolder _folder;

    public When_keys_are_wanted() => _folder = DataFolder.Open(_home.Path);

    [Fact]
    public void They_are_made_once()
    {
        var first = LocalKeys.Load(_folder, Nothing);

        LocalKeys.Load(_folder, Nothing).ShouldBe(first);
        first.Service.ShouldNotBe(first.Visitor);
        File.GetUnixFileMode(_folder.File("keys.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Those_of_the_environment_win_and_are_not_stored()
    {
        var keys = LocalKeys.Load(_folder, name => name == LocalKeys.ServiceVariable ? "given-s" : "given-v");

        keys.ShouldBe(new("given-s", "given-v"));
        File.Exists(_folder.File("keys.json")).ShouldBeFalse();
    }

    [Fact]
    public void One_of_the_environment_goes_with_one_that_is_kept()
    {
        var kept = LocalKeys.Load(_folder, Nothing);

        LocalKeys.Load(_folder, name => name == LocalKeys.VisitorVariable ? "given" : null).ShouldBe(kept with { Visitor = "given" });
        LocalKeys.Load(_folder, Nothing).ShouldBe(kept);
    }

    [Fact]
    public void The_pepper_is_made_once_too()
    {
        var first = LocalPepper.Load(_folder, Nothing);

        LocalPepper.Load(_folder, Nothing).ShouldBe(first);
        LocalPepper.Recall(_folder.Path, Nothing).ShouldBe(first);
        first.Length.ShouldBe(64);
        File.GetUnixFileMode(_folder.File("pepper")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_pepper_of_the_environment_wins_and_is_not_stored()
    {
        LocalPepper.Load(_folder, _ => new('p', 32)).ShouldBe(new('p', 32));

        File.Exists(_folder.File("pepper")).ShouldBeFalse();
    }

    [Fact]
    public void A_pepper_that_is_too_short_is_refused_and_not_repeated() =>
        Should.Throw<InvalidDataException>(() => LocalPepper.Load(_folder, _ => "too-short")).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("SPROUT_PEPPER"), message => message.ShouldNotContain("too-short"));

    public void Dispose()
    {
        _folder.Dispose();
        _home.Dispose();
    }

    private static string? Nothing(string name) => null;
}
