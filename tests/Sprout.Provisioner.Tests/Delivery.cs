using System.Reflection;
using MassTransit;
using Sprout.Contracts;

namespace Sprout.Provisioner.Tests;

/// <summary>A <see cref="ProvisionPod"/> as a consumer gets it, for the first time or again; what the in-memory transport never does.</summary>
public class Delivery : DispatchProxy
{
    private ProvisionPod? _command;
    private ReceiveContext? _receive;
    private IBus? _bus;
    private bool _isAgain;
    private DateTime? _sent;

    internal static ConsumeContext<ProvisionPod> Of(ProvisionPod command, bool isAgain, IBus bus, DateTime? sent = null)
    {
        var receive = Create<ReceiveContext, Delivery>();
        ((Delivery)(object)receive)._isAgain = isAgain;
        var context = Create<ConsumeContext<ProvisionPod>, Delivery>();
        var delivery = (Delivery)(object)context;
        (delivery._command, delivery._receive, delivery._bus, delivery._sent) = (command, receive, bus, sent);
        return context;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_Redelivered" => _isAgain,
        "get_Message" => _command,
        "get_ReceiveContext" => _receive,
        "get_CancellationToken" => CancellationToken.None,
        "get_SentTime" => _sent,
        "GetRetryAttempt" => 0,
        "TryGetPayload" => false,
        nameof(IPublishEndpoint.Publish) => _bus!.Publish(args![0]!),
        var name => throw new NotSupportedException(name),
    };
}
