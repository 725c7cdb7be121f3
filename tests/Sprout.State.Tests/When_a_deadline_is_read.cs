namespace Sprout.State.Tests;

public sealed class When_a_deadline_is_read
{
    private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";

    public static TheoryData<DeadlineKind> Kinds => [.. Enum.GetValues<DeadlineKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_the_one_that_was_written(DeadlineKind kind)
    {
        var deadline = new Deadline(kind, Guid.Parse(Id));

        Deadline.Parse(deadline.Member.ToString()).ShouldBe(deadline);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("Ready")]
    [InlineData("Ready:")]
    [InlineData(":" + Id)]
    [InlineData("ready:" + Id)]
    [InlineData("0:" + Id)]
    [InlineData("Ready,Step:" + Id)]
    [InlineData(" Ready:" + Id)]
    [InlineData("Novelty:" + Id)]
    [InlineData("Ready:0f8fad5bd9cb469fa16570867728950e")]
    [InlineData("Ready:" + Id + " ")]
    public void Anything_else_is_refused(string member)
    {
        Should.Throw<FormatException>(() => Deadline.Parse(member)).Message.ShouldContain($"'{member}'");
        Deadline.TryParse(member, out _).ShouldBeFalse();
    }
}
