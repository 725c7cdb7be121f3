using Microsoft.AspNetCore.Routing;

namespace Sprout.Gateway;

/// <summary>Some routes that belong together.</summary>
public interface IEndpointModule
{
    /// <summary>Adds them. What they say of themselves (summary, answers, examples) becomes the OpenAPI document.</summary>
    void AddRoutes(IEndpointRouteBuilder app);
}
