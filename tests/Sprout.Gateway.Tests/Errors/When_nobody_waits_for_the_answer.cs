using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Tests.Errors;

/// <summary>Who sent the request has gone: what went wrong with it, for one that its body broke off, is told to nobody.</summary>
public sealed class When_nobody_waits_for_the_answer
{
    private static readonly DefaultHttpContext Gone = new() { RequestAborted = new(canceled: true) };

    [Fact]
    public async Task There_is_nothing_to_be_told() =>
        await Should.ThrowAsync<OperationCanceledException>(() => Problems.Internal().ExecuteAsync(Gone));

    [Fact]
    public async Task That_is_no_error_of_ours() =>
        (await new ProblemExceptionHandler(NullLogger<ProblemExceptionHandler>.Instance).TryHandleAsync(Gone, new BadHttpRequestException("It broke off."), CancellationToken.None)).ShouldBeTrue();
}
