using Microsoft.Extensions.Configuration;

namespace Sprout.RateLimiting.Tests;

public sealed class When_policies_are_set
{
    [Fact]
    public void Nothing_set_means_the_built_in_ones() => Read().Version.ShouldBe(BuiltInPolicies.Set.Version);

    [Fact]
    public void What_is_set_changes_and_joins_them()
    {
        var set = Read(
            ("address:Limit", "200"),
            ("burst:Enabled", "false"),
            ("creation:Limit", "10"),
            ("creation:Window", "00:01:00"),
            ("creation:Algorithm", "GCRA"),
            ("creation:Burst", "3"),
            ("creation:Subject", "owner"),
            ("creation:Scopes:0", "visitor"),
            ("creation:Scopes:1", "service"),
            ("creation:Routes:0", "createContainer"));

        set.Policies.Select(policy => policy.Name).ShouldBe(["address", "creation", "failed-authentication"]);
        (set.Policies[0].Limit, set.Policies[0].Window).ShouldBe((200, TimeSpan.FromMinutes(15)));
        var creation = set.Policies[1];
        (creation.Algorithm, creation.Limit, creation.Burst, creation.Subject).ShouldBe((LimitAlgorithm.Gcra, 10, 3, LimitSubject.Owner));
        creation.Scopes.ShouldBe([LimitScope.Visitor, LimitScope.Service]);
        creation.Routes.ShouldBe(["createContainer"]);
    }

    [Fact]
    public void The_built_in_burst_goes_with_the_built_in_rate()
    {
        Read(("burst:Limit", "5")).Policies[1].Quota.ShouldBe(5);
        Read(("burst:Window", "00:00:02")).Policies[1].Quota.ShouldBe(100);
    }

    [Theory]
    [InlineData("a:Window", "00:01:00", "RateLimits:Policies:a:Limit is not set")]
    [InlineData("address:Limit", "0", "Rate limit 'address': Limit is 0; it must be 1 or more")]
    [InlineData("address:Limit", "-5", "Limit is -5")]
    [InlineData("address:Limit", "10001", "a sliding log counts to 10000. Use the algorithm gcra for more.")]
    [InlineData("address:Limit", "many", "many")]
    [InlineData("address:Window", "00:00:00", "Window is 00:00:00")]
    [InlineData("address:Window", "00:00:01.5", "must be whole seconds")]
    [InlineData("address:Window", "32.00:00:00", "Window is 32.00:00:00")]
    [InlineData("address:Burst", "5", "Burst is for the algorithm gcra")]
    [InlineData("address:Algorithm", "leaky", "RateLimits:Policies:address:Algorithm is 'leaky'. Set it to SlidingLog, Gcra.")]
    [InlineData("address:Algorithm", "1", "Algorithm is '1'")]
    [InlineData("address:Scopes:0", "king", "Scopes is 'king'")]
    [InlineData("address:Widow", "00:01:00", "Widow")]
    [InlineData("burst:Burst", "0", "Burst is 0")]
    [InlineData("burst:Limit", "1000000", "at most 100000 a second")]
    [InlineData("failed-authentication:Subject", "owner", "whose key is refused has neither key nor owner")]
    [InlineData("failed-authentication:Scopes:0", "service", "whose key is refused is anonymous")]
    public void What_cannot_be_meant_is_refused_with_a_word_why(string key, string value, string reason) =>
        Should.Throw<InvalidOperationException>(() => Read((key, value))).ToString().ShouldContain(reason);

    [Fact]
    public void A_name_that_header_fields_could_not_carry_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Read(("A b:Limit", "1"), ("A b:Window", "00:01:00"))).Message.ShouldContain("a name is 1–32 of a–z, 0–9 and '-'.");

    [Fact]
    public void Equal_policies_have_equal_versions_and_changed_ones_others()
    {
        Read(("address:Limit", "100")).Version.ShouldBe(Read().Version);
        Read(("address:Limit", "101")).Version.ShouldNotBe(Read().Version);
        PolicySet.Parse(Read().ToJson()).Version.ShouldBe(Read().Version);
    }

    [Fact]
    public void Operators_and_programs_read_them_as_json() => BuiltInPolicies.Set.ToJson().ShouldBe(
        """[{"name":"address","algorithm":"sliding_log","limit":100,"window":"00:15:00","subject":"address","failed_authentication_only":false},{"name":"burst","algorithm":"gcra","limit":20,"window":"00:00:01","burst":100,"subject":"address","failed_authentication_only":false},{"name":"failed-authentication","algorithm":"sliding_log","limit":20,"window":"00:15:00","subject":"address","failed_authentication_only":true}]""");

    [Theory]
    [InlineData(LimitScope.Anonymous, false, "address, burst")]
    [InlineData(LimitScope.Anonymous, true, "address, burst, failed-authentication")]
    [InlineData(LimitScope.Visitor, false, "address, burst")]
    [InlineData(LimitScope.Service, false, "")]
    [InlineData(LimitScope.Admin, false, "")]
    public void Each_counts_whom_it_is_for(LimitScope scope, bool hasRefusedKey, string expected)
    {
        var selection = BuiltInPolicies.Set.Select(new("203.0.113.7/32", "web", "ada", scope, "listContainers", hasRefusedKey));

        string.Join(", ", selection.Policies.Select(policy => policy.Name)).ShouldBe(expected);
    }

    [Fact]
    public void One_for_a_route_counts_no_other_and_one_for_owners_nobody_without()
    {
        var set = Read(("address:Enabled", "false"), ("burst:Enabled", "false"), ("x:Limit", "1"), ("x:Window", "00:01:00"), ("x:Routes:0", "createContainer"), ("x:Subject", "owner"));
        var request = new LimitedRequest("203.0.113.7/32", "web", "ada", LimitScope.Visitor, "createContainer", HasRefusedKey: false);

        set.Select(request).Policies.Count.ShouldBe(1);
        set.Select(request with { Route = "deleteContainer" }).Policies.ShouldBeEmpty();
        set.Select(request with { Route = null }).Policies.ShouldBeEmpty();
        set.Select(request with { Owner = null }).Policies.ShouldBeEmpty();
    }

    private static PolicySet Read(params (string Key, string Value)[] settings) => PolicySettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(PolicySettings.Policies + ":" + setting.Key, (string?)setting.Value)))
        .Build());
}
