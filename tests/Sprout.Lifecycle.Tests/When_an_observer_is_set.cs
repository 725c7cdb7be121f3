using Sprout.Hosting;

namespace Sprout.Lifecycle.Tests;

public sealed class When_an_observer_is_set
{
    [Fact]
    public void Its_own_settings_can_be_meant() => new ObserverOptions().Checked().ShouldNotBeNull();

    [Fact]
    public void What_would_be_done_all_the_time_is_refused()
    {
        Words(new() { ExposureInterval = TimeSpan.Zero }).ShouldBe("Lifecycle:Observer:ExposureInterval is 00:00:00. Set it to more than nothing, such as 00:10:00.");
        Words(new() { SweepInterval = TimeSpan.FromSeconds(-1) }).ShouldBe("Lifecycle:Observer:SweepInterval is -00:00:01. Set it to more than nothing, such as 00:00:15.");
    }

    [Fact]
    public void There_may_be_no_patience_and_not_less()
    {
        new ObserverOptions { CrashGrace = TimeSpan.Zero, ProgressDelay = TimeSpan.Zero }.Checked().CrashGrace.ShouldBe(TimeSpan.Zero);
        Words(new() { CrashGrace = TimeSpan.FromSeconds(-1) }).ShouldBe("Lifecycle:Observer:CrashGrace is -00:00:01. Set it to more than nothing, such as 00:01:00, or to 00:00:00 for no patience.");
    }

    [Fact]
    public void Somebody_has_to_tell() =>
        Words(new() { Tellers = 0 }).ShouldBe("Lifecycle:Observer:Tellers is 0. Set it to 1 or more, such as 8.");

    [Fact]
    public void A_lease_that_is_not_renewed_in_time_is_refused() => Words(new() { RenewInterval = TimeSpan.FromSeconds(10) })
        .ShouldBe("Lifecycle:Observer:RenewInterval is 00:00:10. Set it to less than two thirds of LeaseDuration, which is 00:00:15.");

    [Fact]
    public void What_no_timer_takes_is_refused() => Words(new() { ExposureInterval = TimeSpan.FromDays(365) })
        .ShouldBe("Lifecycle:Observer:ExposureInterval is 365.00:00:00. Set it to 24.00:00:00 or less, such as 00:10:00.");

    [Fact]
    public void A_lease_that_Kubernetes_would_round_is_refused() => Words(new() { LeaseDuration = TimeSpan.FromSeconds(15.5) })
        .ShouldBe("Lifecycle:Observer:LeaseDuration is 00:00:15.5000000. Set it to whole seconds: Kubernetes knows no others.");

    private static string Words(ObserverOptions options) => Should.Throw<SettingException>(options.Checked).Message;
}
