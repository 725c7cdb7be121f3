using System.Text.Json;
using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_a_container_is_looked_up(SharedRedis shared) : StateTest(shared)
{
    [Fact]
    public async Task It_is_what_was_stored()
    {
        var container = await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.Fail);

        var found = await new ContainerStore(Database).FindAsync(container.CorrelationId);

        JsonSerializer.Serialize(found).ShouldBe(JsonSerializer.Serialize(container));
        found!.Environment["GREETING"].ShouldBe("grüß Gott");
    }

    [Fact]
    public async Task There_is_none_for_an_unknown_id() => (await new ContainerStore(Database).FindAsync(Guid.NewGuid())).ShouldBeNull();

    [Fact]
    public async Task Members_of_a_newer_version_are_tolerated()
    {
        var id = Guid.NewGuid();
        await DoAsync("HSET", SproutKeys.Container(id).Name, "version", 3, "data", """{"version":3,"currentState":"Running","novelty":{"a":1}}""");

        (await new ContainerStore(Database).FindAsync(id))!.CurrentState.ShouldBe(ContainerStates.Running);
    }
}
