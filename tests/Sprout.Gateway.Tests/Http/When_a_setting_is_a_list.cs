using Microsoft.Extensions.Configuration;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Tests.Http;

public sealed class When_a_setting_is_a_list
{
    [Fact]
    public void It_is_read_entry_by_entry() => Read(("List:0", "a"), ("List:1", "b")).ShouldBe(["a", "b"]);

    [Fact]
    public void One_text_with_commas_is_one_too() => Read(("List", " a, b ,")).ShouldBe(["a", "b"]);

    [Fact]
    public void One_that_is_not_set_is_empty() => Read().ShouldBeEmpty();

    private static string[] Read(params (string Key, string Value)[] settings) => SettingList.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), "List");
}
