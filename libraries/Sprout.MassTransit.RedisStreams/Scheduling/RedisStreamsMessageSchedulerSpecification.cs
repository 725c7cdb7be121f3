using MassTransit;
using MassTransit.Configuration;

namespace Sprout.MassTransit.RedisStreams.Scheduling;

internal sealed class RedisStreamsMessageSchedulerSpecification : IPipeSpecification<ConsumeContext>
{
    public void Apply(IPipeBuilder<ConsumeContext> builder) => builder.AddFilter(new RedisStreamsMessageSchedulerFilter());

    public IEnumerable<ValidationResult> Validate() => [];
}
