using Sprout.Gateway.Features.Containers;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_an_image_is_asked_for
{
    private static readonly string Sha256 = "sha256:" + new string('0', 64);

    [Theory]
    [InlineData("nginx")]
    [InlineData("nginx:1.27-alpine")]
    [InlineData("library/nginx")]
    [InlineData("docker.io/library/nginx:latest")]
    [InlineData("localhost/a")]
    [InlineData("registry.example.org:5000/team/app__x:v1.2_3")]
    [InlineData("a--b/c.d_e")]
    public void Legal_references_are_understood(string text) => ImageReference.TryParse(text).ShouldNotBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("nginx:")]
    [InlineData("nginx@")]
    [InlineData("nginx@sha256:12")]
    [InlineData("Nginx")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a..b")]
    [InlineData("nginx:latest\n")]
    [InlineData("https://docker.io/nginx")]
    [InlineData("nginx:-a")]
    [InlineData("-host.example/a")]
    [InlineData("host.example:port/a")]
    [InlineData("nginx --privileged")]
    public void Others_are_not(string text) => ImageReference.TryParse(text).ShouldBeNull();

    [Fact]
    public void References_may_have_255_characters_and_no_more()
    {
        ImageReference.TryParse(new('a', 255)).ShouldNotBeNull();
        ImageReference.TryParse(new('a', 256)).ShouldBeNull();
    }

    [Theory]
    [InlineData("nginx", "nginx:1")]
    [InlineData("nginx", "docker.io/library/nginx")]
    [InlineData("nginx:*", "nginx")]
    [InlineData("nginx:*", "nginx:1.27")]
    [InlineData("nginx:latest", "nginx")]
    [InlineData("nginx*", "nginx-unprivileged:1")]
    [InlineData("docker.io/library/*", "redis:7")]
    [InlineData("traefik/whoami*", "traefik/whoami:v1.10")]
    [InlineData("ghcr.io/acme/**", "ghcr.io/acme/team/app:1")]
    [InlineData("*", "anything.example/at/all:1")]
    public void A_pattern_allows_what_it_covers(string pattern, string image) => Allows(pattern, image).ShouldBeTrue();

    [Theory]
    [InlineData("nginx", "nginxinc/evil")]
    [InlineData("nginx*", "nginx/evil")]
    [InlineData("nginx*", "evil.example/nginx")]
    [InlineData("nginx*", "evil.example/library/nginx")]
    [InlineData("nginx:1.*", "nginx:2.0")]
    [InlineData("nginx:latest", "nginx:1")]
    [InlineData("docker.io/library/*", "evil/redis")]
    [InlineData("ghcr.io/acme/*", "ghcr.io/acme/team/app:1")]
    [InlineData("n.inx", "nginx")]
    public void It_allows_nothing_else(string pattern, string image) => Allows(pattern, image).ShouldBeFalse();

    [Fact]
    public void A_digest_is_allowed_where_any_tag_is()
    {
        Allows("nginx", "nginx@" + Sha256).ShouldBeTrue();
        Allows("nginx:*", "nginx@" + Sha256).ShouldBeTrue();
        Allows("nginx:1.27", "nginx@" + Sha256).ShouldBeFalse();
        Allows("nginx@" + Sha256, "nginx@" + Sha256).ShouldBeTrue();
        Allows("nginx@" + Sha256, "nginx:latest").ShouldBeFalse();
    }

    private static bool Allows(string pattern, string image) => new ImageAllowList([pattern]).Allows(ImageReference.TryParse(image)!);
}
