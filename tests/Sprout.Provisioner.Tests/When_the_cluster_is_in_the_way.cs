using System.Text;
using MassTransit;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Provisioner.Consumers;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_the_cluster_is_in_the_way
{
    private const string Simulator = "simulator";

    // As API servers of Kubernetes 1.34 say it.
    private static readonly (int Status, string Message, string? Field)[] Answers =
    [
        (400, "admission webhook \"rules.example.org\" denied the request: images must come from registry.example.org", null),
        (403, "pods \"{name}\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true (pod or container \"main\" must set securityContext.runAsNonRoot=true)", null),
        (403, "pods \"{name}\" is forbidden: maximum memory usage per Container is 64Mi, but limit is 128Mi", null),
        (403, "pods \"{name}\" is forbidden: failed quota: team: must specify requests.storage for: main", null),
        (403, "pods \"{name}\" is forbidden: User \"system:serviceaccount:sprout-system:provisioner\" cannot patch resource \"pods\" in API group \"\" in the namespace \"sprout\"", null),
        (403, "pods \"{name}\" is forbidden: no PriorityClass with name fast was found", null),
        (422, "Pod \"{name}\" is invalid: spec.containers[0].image: Invalid value: \" nginx\": must not have leading or trailing whitespace", "spec.containers[0].image"),
        (422, "Pod \"{name}\" is invalid: spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive", "spec.containers[0].ports[0].containerPort"),
        (422, "Pod \"{name}\" is invalid: spec.containers[0].env[0].name: Invalid value: \"a b\": a valid environment variable name must consist of …", "spec.containers[0].env[0].name"),
        (422, "Ingress.networking.k8s.io \"{name}\" is invalid: spec.rules[0].host: Invalid value: \"a_b.example.org\": a lowercase RFC 1123 subdomain must consist of …", "spec.rules[0].host"),
        (422, "ValidatingAdmissionPolicy 'no-latest' with binding 'all' denied request: the tag latest is not allowed", null),
        (400, "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal", null),
        (403, "pods \"{name}\" is forbidden: exceeded quota: sprout, requested: pods=1, used: pods=1000, limited: pods=1000", null),
        (403, "pods \"{name}\" is forbidden: unable to create new content in namespace sprout because it is being terminated", null),
        (403, "pods \"{name}\" is forbidden: status unknown for quota: sprout, resources: pods", null),
        (404, "namespaces \"sprout\" not found", null),
        (401, "Unauthorized", null),
        (409, "Operation cannot be fulfilled on pods \"{name}\": the object has been modified", null),
        (429, "too many requests, please try again later.", null),
        (500, "Internal error occurred: failed calling webhook \"rules.example.org\": failed to call webhook: Post \"https://10.0.0.7:443/\": connect: connection refused", null),
        (503, "apiserver is shutting down", null),
    ];

    [Fact]
    public async Task Each_of_its_answers_has_words_that_help_and_none_is_a_dead_letter()
    {
        var interference = new ApiInterference();
        await using var host = await ProvisionerHost.StartAsync(Simulator, interference);
        var asked = Answers.ToDictionary(_ => Guid.NewGuid());
        interference.Answer = request => Find(asked, request) is { Key: var id } && asked.TryGetValue(id, out var answer)
            ? ApiInterference.Refusal(answer.Status, answer.Message.Replace("{name}", ContainerManifests.NameOf(id), StringComparison.Ordinal), answer.Field)
            : null;

        await Task.WhenAll(asked.Keys.Select(id => host.ConsumeAsync(Queues.ProvisionPod, Commands.Provision(id))));

        var (failed, held) = (new Dictionary<Guid, ContainerFailure>(), new Dictionary<Guid, ContainerFailure>());
        for (var i = 0; i < 12; i++)
            Note(failed, (await host.Failures.NextAsync()) is var failure ? (failure.ContainerId, failure.Failure) : default);
        for (var i = 12; i < Answers.Length; i++)
            Note(held, (await host.Obstacles.NextAsync()) is var progress ? (progress.ContainerId, progress.Obstacle!) : default);

        var table = new StringBuilder();
        foreach (var (id, answer) in asked)
        {
            var isFailed = failed.TryGetValue(id, out var words);
            words ??= held[id];
            table.AppendLine($"{answer.Status} {answer.Message}").AppendLine($"  {(isFailed ? "fails" : "waits")}: {words.Phase} {words.Reason}").AppendLine($"  {words.Message}").AppendLine($"  {words.Hint}").AppendLine();
        }

        Golden.ShouldMatch(table.ToString(), "cluster-answers.txt");
        host.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_answer_at_all_is_waited_for_too()
    {
        var interference = new ApiInterference { Answer = _ => throw new HttpRequestException("Connection refused (10.0.0.1:6443)") };
        await using var host = await ProvisionerHost.StartAsync(Simulator, interference);

        await host.ConsumeAsync(Queues.ProvisionPod, Commands.Provision(Guid.NewGuid()));

        var obstacle = (await host.Obstacles.NextAsync()).Obstacle!;
        (obstacle.Reason, obstacle.Message).ShouldBe((FailureReason.ClusterUnavailable, "The cluster's API server cannot be reached."));
        interference.Calls.Count.ShouldBe(4);
        host.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(503)]
    public async Task A_deletion_that_does_not_succeed_is_settled_for_it_is_asked_for_again(int status)
    {
        var isInTheWay = true;
        var interference = new ApiInterference();
        interference.Answer = request => isInTheWay && request.Method == HttpMethod.Delete ? ApiInterference.Refusal(status, "not now") : null;
        await using var host = await ProvisionerHost.StartAsync(Simulator, interference);
        var id = Guid.NewGuid();

        await host.ConsumeAsync(Queues.DeletePod, new DeletePod { ContainerId = id });
        host.Faults.ShouldBeEmpty();
        isInTheWay = false;
        await host.SendAsync(Queues.DeletePod, new DeletePod { ContainerId = id });

        (await host.Deletions.NextAsync()).ContainerId.ShouldBe(id);
    }

    [Fact]
    public void The_operator_is_told_of_each_cause_once_a_minute()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var log = new Lines();
        var trouble = new ClusterTrouble(clock, log);

        for (var second = 0; second < 120; second++)
        {
            trouble.Tell("deleting", Guid.NewGuid(), new HttpRequestException("refused"));
            trouble.Tell("applying", Guid.NewGuid(), new TimeoutException("no answer"));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        log.Count.ShouldBe(4);
    }

    // What is created has its name in the body, everything else in the path.
    private static KeyValuePair<Guid, (int, string, string?)> Find(Dictionary<Guid, (int Status, string Message, string? Field)> asked, HttpRequestMessage request)
    {
        var said = request.RequestUri!.AbsolutePath;
        if (request.Content is { } content)
        {
            using var body = new MemoryStream();
            content.CopyTo(body, context: null, CancellationToken.None);
            said += Encoding.UTF8.GetString(body.ToArray());
        }

        return asked.FirstOrDefault(one => said.Contains(ContainerManifests.NameOf(one.Key), StringComparison.Ordinal));
    }

    private static void Note(Dictionary<Guid, ContainerFailure> all, (Guid Id, ContainerFailure Failure) one) => all.Add(one.Id, one.Failure);

    private sealed class Lines : ILogger<ClusterTrouble>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
