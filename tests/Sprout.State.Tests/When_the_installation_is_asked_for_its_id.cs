using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_the_installation_is_asked_for_its_id(SharedRedis shared) : StateTest(shared)
{
    [Fact]
    public async Task It_is_a_legal_label_value() => (await new InstallationId(Database).GetAsync()).ShouldMatch("^[0-9a-f]{12}$");

    [Fact]
    public async Task All_who_ask_at_once_get_the_same()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => new InstallationId(Database).GetAsync().AsTask()));

        answers.Distinct().ShouldHaveSingleItem();
        (await new InstallationId(Database).GetAsync()).ShouldBe(answers[0]);
    }

    [Fact]
    public async Task A_flushed_Redis_is_another_installation_to_all_who_knew_the_first()
    {
        var (first, second) = (new InstallationId(Database), new InstallationId(Database));
        var before = await first.GetAsync();
        (await second.GetAsync()).ShouldBe(before);

        await DoAsync("FLUSHALL");

        (await first.GetAsync()).ShouldNotBe(before);
        (await second.GetAsync()).ShouldBe(await first.GetAsync());
    }
}
