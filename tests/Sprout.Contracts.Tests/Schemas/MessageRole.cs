using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>What a message is for: a command goes to a queue, a request is answered, an event is told to whoever listens.</summary>
/// <param name="Message">Which message.</param>
/// <param name="Queue">With a command: where it goes.</param>
/// <param name="Answers">With a request: how it is answered.</param>
internal sealed record MessageRole(Type Message, string? Queue = null, params Type[] Answers)
{
    private static readonly MessageRole[] Asked =
    [
        new(typeof(ProvisionPod), Queues.ProvisionPod),
        new(typeof(DeletePod), Queues.DeletePod),
        new(typeof(CreateContainerRequested), null, typeof(ContainerAccepted), typeof(ContainerRefused)),
        new(typeof(DeleteContainerRequested), null, typeof(ContainerAccepted), typeof(ContainerRefused)),
        new(typeof(ExtendContainerRequested), null, typeof(ContainerAccepted), typeof(ContainerRefused)),
        new(typeof(IssueCaptcha), null, typeof(CaptchaIssued)),
        new(typeof(VerifyCaptcha), null, typeof(CaptchaSolved), typeof(CaptchaRejected)),
        new(typeof(RedeemCaptchaToken), null, typeof(CaptchaTokenAccepted), typeof(CaptchaTokenRefused)),
        new(typeof(CheckRateLimit), null, typeof(RateLimitGranted), typeof(RateLimitDenied)),
    ];

    /// <summary>Those that have a channel: all messages but answers, which go where the request says. What is no command and no request is an event.</summary>
    public static IReadOnlyList<MessageRole> All { get; } =
    [
        .. ContractTypes.Messages.Except(Asked.SelectMany(role => role.Answers))
            .Select(message => Asked.FirstOrDefault(role => role.Message == message) ?? new(message)),
    ];
}
