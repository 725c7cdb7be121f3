using Sprout.Local.Data;

namespace Sprout.Local.Tests;

public sealed class When_a_data_folder_is_held : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly DataFolder _held;

    public When_a_data_folder_is_held() => _held = DataFolder.Open(_home.Path);

    [Fact]
    public void Another_is_told_who_holds_it()
    {
        _held.Announce(new("http://127.0.0.1:8080/"));

        var refusal = Should.Throw<DataFolderHeldException>(() => DataFolder.Open(_home.Path));

        refusal.Holder.ShouldBe(new(Environment.ProcessId, new("http://127.0.0.1:8080/")));
        refusal.Message.ShouldContain("127.0.0.1:8080");
        refusal.Message.ShouldContain("sprout down");
    }

    [Fact]
    public void Another_is_told_even_before_there_is_an_address() =>
        Should.Throw<DataFolderHeldException>(() => DataFolder.Open(_home.Path)).Holder.ShouldBe(new(Environment.ProcessId, null));

    [Fact]
    public void It_is_free_once_let_go()
    {
        _held.Dispose();

        DataFolder.Open(_home.Path).Dispose();
    }

    [Fact]
    public void What_is_secret_is_for_its_owner_only()
    {
        DataFolder.WriteSecret(_held.File("secret"), "x");

        File.GetUnixFileMode(_held.File("secret")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(_held.File("secret")).ShouldBe("x");
    }

    public void Dispose()
    {
        _held.Dispose();
        _home.Dispose();
    }
}
