using System.Reflection;
using System.Runtime.CompilerServices;
using MassTransit;
using Sprout.Contracts.Tests.Support;
using Sprout.Testing;

namespace Sprout.Contracts.Tests;

/// <summary>A renamed or removed message, member or reason breaks consumers that we do not know. What stands in the goldens is a promise.</summary>
public sealed class When_the_contracts_change
{
    [Fact]
    public void A_messages_urn_stays() =>
        Golden.ShouldMatch(string.Join('\n', ContractTypes.Messages.Select(MessageUrn.ForType)), "message-urns.txt");

    [Fact]
    public void A_messages_members_stay() =>
        Golden.ShouldMatch(string.Join("\n\n", ContractTypes.Records.Select(record => record.Name + string.Concat(record.GetProperties().Select(Describe)))), "members.txt");

    [Fact]
    public void The_closed_lists_stay() =>
        Golden.ShouldMatch(string.Join("\n\n", ContractTypes.Enums.Select(list => list.Name + string.Concat(Enum.GetNames(list).Select(name => $"\n  {name}")))), "closed-lists.txt");

    [Fact]
    public void The_names_of_the_queues_stay() =>
        Golden.ShouldMatch(string.Join('\n', typeof(Queues).GetFields().Select(field => $"{field.Name} = {field.GetRawConstantValue()}")), "queues.txt");

    private static string Describe(PropertyInfo member) =>
        $"\n  {member.Name}: {TypeNames.Of(member)}{(member.IsDefined(typeof(RequiredMemberAttribute)) ? ", required" : "")}";
}
