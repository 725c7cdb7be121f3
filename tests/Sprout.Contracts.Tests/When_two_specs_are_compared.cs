namespace Sprout.Contracts.Tests;

public sealed class When_two_specs_are_compared
{
    private static readonly ContainerSpec Spec = new()
    {
        Name = "web",
        Image = "nginx:latest",
        Port = 80,
        Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" },
    };

    public static TheoryData<string, ContainerSpec> Others => new()
    {
        { "another name", Spec with { Name = "web2" } },
        { "another image", Spec with { Image = "nginx:1" } },
        { "another port", Spec with { Port = 81 } },
        { "no variables", Spec with { Environment = new Dictionary<string, string>() } },
        { "one variable less", Spec with { Environment = new Dictionary<string, string> { ["A"] = "1" } } },
        { "one variable more", Spec with { Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2", ["C"] = "3" } } },
        { "another value", Spec with { Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "3" } } },
        { "another variable", Spec with { Environment = new Dictionary<string, string> { ["A"] = "1", ["b"] = "2" } } },
        { "an image in another case", Spec with { Image = "NGINX:latest" } },
    };

    [Fact]
    public void The_order_of_their_variables_does_not_matter()
    {
        var other = Spec with { Environment = new SortedDictionary<string, string>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a))) { ["A"] = "1", ["B"] = "2" } };

        Spec.IsSameAs(other).ShouldBeTrue();
        other.IsSameAs(Spec).ShouldBeTrue();
    }

    [Fact]
    public void Those_without_variables_are_the_same() =>
        (Spec with { Environment = new Dictionary<string, string>() }).IsSameAs(Spec with { Environment = new SortedDictionary<string, string>() }).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_difference_counts_in_both_directions(string difference, ContainerSpec other)
    {
        Spec.IsSameAs(other).ShouldBeFalse(difference);
        other.IsSameAs(Spec).ShouldBeFalse(difference);
    }
}
