using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_objects_become_json
{
    private static readonly DateTimeOffset Moment = new DateTimeOffset(2031, 2, 3, 6, 5, 6, TimeSpan.FromHours(2)).AddTicks(1_234_567);

    [Fact]
    public void Kind_comes_first_and_nulls_are_left_out() =>
        KubernetesJson.Serialize(new V1Namespace { Metadata = new V1ObjectMeta { Name = "n" } })
            .ShouldBe("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}""");

    [Fact]
    public void An_empty_selector_stays() =>
        KubernetesJson.Serialize(new V1NetworkPolicySpec { PodSelector = new V1LabelSelector(), Ingress = [] })
            .ShouldBe("""{"podSelector":{},"ingress":[]}""");

    [Fact]
    public void Times_are_in_utc_and_whole_seconds() =>
        KubernetesJson.Serialize(new V1ObjectMeta { CreationTimestamp = Moment }).ShouldBe("""{"creationTimestamp":"2031-02-03T04:05:06Z"}""");

    [Fact]
    public void A_leases_times_have_six_digits() =>
        KubernetesJson.Serialize(new V1LeaseSpec { RenewTime = Moment }).ShouldBe("""{"renewTime":"2031-02-03T04:05:06.123456Z"}""");

    [Fact]
    public void A_leases_times_have_six_digits_on_the_second_too() =>
        KubernetesJson.Serialize(new V1LeaseSpec { RenewTime = Moment.AddTicks(-1_234_567) }).ShouldBe("""{"renewTime":"2031-02-03T04:05:06.000000Z"}""");

    [Theory]
    [InlineData("""{"port":80,"targetPort":8080}""", "8080")]
    [InlineData("""{"port":80,"targetPort":"8080"}""", "8080")]
    [InlineData("""{"port":80,"targetPort":"http"}""", "http")]
    public void A_port_stays_a_number_or_a_name(string json, string text)
    {
        var port = KubernetesJson.Deserialize<V1ServicePort>(json)!;

        port.TargetPort.ToString().ShouldBe(text);
        KubernetesJson.Serialize(port).ShouldBe(json);
    }

    [Fact]
    public void What_the_model_does_not_know_is_passed_over() =>
        KubernetesJson.Deserialize<V1Pod>("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","managedFields":[{}]},"spec":{"containers":[{"name":"c","volumeMounts":[]}],"news":1}}""")!
            .Spec!.Containers!.ShouldHaveSingleItem().Name.ShouldBe("c");
}
