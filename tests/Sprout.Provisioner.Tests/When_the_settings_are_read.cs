using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Manifests;

namespace Sprout.Provisioner.Tests;

public sealed class When_the_settings_are_read
{
    [Fact]
    public void What_is_not_set_has_its_default()
    {
        var isolation = Read<IsolationOptions>("{}");

        isolation.Manage.ShouldBeNull();
        isolation.Quota.ShouldBe(new());
        Read<WorkloadOptions>("{}").ShouldBe(new());
    }

    [Fact]
    public void Lists_limits_and_profile_are_as_written()
    {
        const string Settings = """
            {
              "Isolation": { "Manage": true, "Interval": "00:05:00", "Quota": { "Pods": "", "LimitsCpu": null, "RequestsCpu": "4" }, "DeniedAddresses": ["192.0.2.0/24"] },
              "Workload": { "Profile": "restricted", "RunAsUser": 1000 }
            }
            """;

        var isolation = Read<IsolationOptions>(Settings);

        isolation.Manage.ShouldBe(true);
        isolation.Interval.ShouldBe(TimeSpan.FromMinutes(5));
        isolation.DeniedAddresses.ShouldBe(["192.0.2.0/24"]);
        isolation.Quota.RequestsCpu.ShouldBe("4");
        isolation.Quota.Pods.ShouldBeNullOrEmpty();
        isolation.Quota.LimitsCpu.ShouldBeNullOrEmpty();
        Read<WorkloadOptions>(Settings).Profile.ShouldBe(PodSecurityProfile.Restricted);
    }

    [Theory]
    [InlineData("""{ "Workload": { "RunAsUser": 0 } }""", "Workload:RunAsUser")]
    [InlineData("""{ "Isolation": { "Interval": "00:00:00" } }""", "Isolation:Interval")]
    [InlineData("""{ "Workload": { "Profile": "privileged" } }""", "Workload:Profile")]
    [InlineData("""{ "Logs": { "MostBytes": -1 } }""", "Logs:MostBytes")]
    public void What_cannot_be_meant_stops_the_start(string settings, string which) =>
        Should.Throw<InvalidOperationException>(() => Read<WorkloadOptions>(settings)).Message.ShouldContain(which);

    private static T Read<T>(string settings)
        where T : class
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings)));
        builder.AddProvisioner();
        using var provider = builder.Services.BuildServiceProvider();
        return provider.GetRequiredService<T>();
    }
}
