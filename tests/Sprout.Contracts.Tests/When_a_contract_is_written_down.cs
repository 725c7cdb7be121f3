using System.Reflection;
using System.Runtime.CompilerServices;
using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests;

public sealed class When_a_contract_is_written_down
{
    [Fact]
    public void Every_type_and_member_says_what_it_is() =>
        ContractTypes.Assembly.GetExportedTypes()
            .SelectMany(type => Members(type).Prepend($"T:{type}"))
            .Where(name => Summaries.Of(name) == "")
            .ShouldBeEmpty("each of these lacks a <summary>");

    // An older sender, which a rolling upgrade leaves there for a while, knows nothing of these: what they say when left out is as before they were.
    private static readonly string[] Later =
        ["DeletePod.PodUid", "DeletePod.AskedForSeconds", "ProvisionPod.AppliesAgain", "PodProvisioningFailed.ScheduledAt", "PodProvisioningFailed.PulledAt", "PodDeleted.Failure"];

    // So nobody forgets one, and null is always said on purpose.
    [Fact]
    public void Every_member_is_required_and_set_once() =>
        ContractTypes.Records.SelectMany(record => record.GetProperties())
            .Where(member => member.IsDefined(typeof(RequiredMemberAttribute)) == Later.Contains(Name(member)) || !IsInitOnly(member))
            .Select(Name)
            .ShouldBeEmpty("each of these lacks `required` or `init`");

    [Fact]
    public void Every_message_is_a_sealed_record() =>
        ContractTypes.Records.Where(type => !type.IsSealed || type.GetMethod("<Clone>$") is null).ShouldBeEmpty();

    [Fact]
    public void Every_time_knows_its_offset_and_every_duration_its_unit()
    {
        var members = ContractTypes.Records.SelectMany(record => record.GetProperties()).ToList();

        members.Where(member => member.PropertyType == typeof(DateTime) || member.PropertyType == typeof(TimeSpan)).ShouldBeEmpty();
        members.Where(member => member.Name.Contains("Ttl", StringComparison.Ordinal)).ShouldAllBe(member => member.Name.EndsWith("Seconds"));
    }

    [Fact]
    public void The_contracts_refer_to_nothing_but_the_framework() =>
        ContractTypes.Assembly.GetReferencedAssemblies().ShouldAllBe(reference => reference.Name!.StartsWith("System."));

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(member => member switch
            {
                PropertyInfo => $"P:{type}.{member.Name}",
                FieldInfo { IsSpecialName: false } => $"F:{type}.{member.Name}",
                MethodInfo { IsSpecialName: false } => $"M:{type}.{member.Name}",
                _ => null,
            })
            .OfType<string>();

    private static string Name(PropertyInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    private static bool IsInitOnly(PropertyInfo member) =>
        member.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
