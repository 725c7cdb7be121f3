using Sprout.ClusterSimulator.Calls;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_a_test_listens_to_calls
{
    [Fact]
    public async Task It_hears_of_each_before_and_after()
    {
        var heard = new List<(string Verb, string Resource, string Name, ApiMoment Moment, bool Exists)>();
        ClusterSimulator? simulator = null;
        using var own = new HttpClient();
        async Task HearAsync(ApiCall call, ApiMoment moment)
        {
            if (call.UserAgent == "own")
            {
                return;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator!.BaseAddress, "/apis/coordination.k8s.io/v1/namespaces/default/leases/one"));
            request.Headers.UserAgent.ParseAdd("own");
            using var found = await own.SendAsync(request);
            heard.Add((call.Verb, call.Resource, call.Name, moment, found.IsSuccessStatusCode));
        }

        await using (simulator = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions { OnCall = HearAsync }))
        {
            using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
            using var body = new StringContent(Samples.Lease("one"), System.Text.Encoding.UTF8, "application/json");
            await http.PostAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases", UriKind.Relative), body);
            await http.DeleteAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases/one", UriKind.Relative));
            await http.GetAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases?watch=true&timeoutSeconds=1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        }

        heard.ShouldBe(
        [
            ("create", "leases", "", ApiMoment.Before, false),
            ("create", "leases", "", ApiMoment.After, true),
            ("delete", "leases", "one", ApiMoment.Before, true),
            ("delete", "leases", "one", ApiMoment.After, false),
            ("watch", "leases", "", ApiMoment.Before, false),
            ("watch", "leases", "", ApiMoment.After, false),
        ]);
    }
}
