using System.Reflection;
using System.Text.RegularExpressions;
using Sprout.Contracts;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Errors;

public sealed partial class When_a_problem_has_a_type
{
    /// <summary>All that the gateway can say, found by its factory, so that a new one cannot be forgotten here.</summary>
    public static TheoryData<string> Types =>
        [.. typeof(Problems).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(Call).Select(result => result.Problem.Type).Distinct()];

    private static string Page => File.ReadAllText(Path.Combine(Golden.Path(""), "..", "..", "..", "docs", "problems.md"));

    [Theory]
    [MemberData(nameof(Types))]
    public void The_documentation_explains_it(string type) => Page.ShouldContain($"\n## {type}\n");

    [Fact]
    public void The_documentation_explains_no_other() =>
        Heading().Matches(Page).Select(heading => heading.Groups["type"].Value).ShouldBe(Types.Select(row => row.Data), ignoreOrder: true);

    [GeneratedRegex(@"^## (?<type>(/problems/|https://)\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    private static ProblemResult Call(MethodInfo factory)
    {
        object?[] arguments = [.. factory.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(string) => "text",
            var type when type == typeof(ContainerRefused) => new ContainerRefused { ContainerId = Guid.Empty, Reason = RefusalReason.Ended, Message = "", QuotaScope = null, QuotaLimit = null, QuotaUsed = null },
            var type when type == typeof(IReadOnlyCollection<FieldError>) => Array.Empty<FieldError>(),
            var type when type.IsValueType => Activator.CreateInstance(type),
            _ => (object?)null,
        })];
        return (ProblemResult)factory.Invoke(null, arguments)!;
    }
}
