using MassTransit;

namespace Sprout.Local.Crashes;

/// <summary>Points around every message: <c>before-send:ProvisionPod</c>, <c>after-consume:PodProvisioned</c> and so on.</summary>
public sealed class MessageCrashPoints(CrashPoints points) : IConsumeObserver, ISendObserver, IPublishObserver
{
    /// <inheritdoc/>
    public Task PreConsume<T>(ConsumeContext<T> context) where T : class => Reach<T>("before-consume");

    /// <inheritdoc/>
    public Task PostConsume<T>(ConsumeContext<T> context) where T : class => Reach<T>("after-consume");

    /// <inheritdoc/>
    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception) where T : class => Reach<T>("failed-consume");

    /// <inheritdoc/>
    public Task PreSend<T>(SendContext<T> context) where T : class => Reach<T>("before-send");

    /// <inheritdoc/>
    public Task PostSend<T>(SendContext<T> context) where T : class => Reach<T>("after-send");

    /// <inheritdoc/>
    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Reach<T>("failed-send");

    /// <inheritdoc/>
    public Task PrePublish<T>(PublishContext<T> context) where T : class => Reach<T>("before-publish");

    /// <inheritdoc/>
    public Task PostPublish<T>(PublishContext<T> context) where T : class => Reach<T>("after-publish");

    /// <inheritdoc/>
    public Task PublishFault<T>(PublishContext<T> context, Exception exception) where T : class => Reach<T>("failed-publish");

    private Task Reach<T>(string where)
    {
        points.Reach($"{where}:{typeof(T).Name}");
        return Task.CompletedTask;
    }
}
