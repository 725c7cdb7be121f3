using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sprout.Gateway.RateLimits;

/// <summary>What the OpenAPI document says of limits, at every operation that they count.</summary>
internal static class LimitDescription
{
    private const string TooMany = "429";
    private const string RetryAfter = "Retry-After";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<FreeOfLimits>().Any() || operation.Responses is not { } responses)
            return Task.CompletedTask;
        if (!responses.ContainsKey(TooMany) && responses.GetValueOrDefault("401") is { } problem)
        {
            responses[TooMany] = new OpenApiResponse { Description = "Too Many Requests", Content = problem.Content };
            Add(responses[TooMany], RetryAfter, "When to try again at the earliest, in seconds.");
        }

        foreach (var (status, response) in responses)
        {
            if (status != TooMany && int.Parse(status, CultureInfo.InvariantCulture) >= StatusCodes.Status300MultipleChoices)
                continue;
            Add(response, RateLimitHeaders.Policy, "The limits that count this request, such as `\"address\";q=100;w=900`: how many requests in how many seconds. Absent where none does.");
            Add(response, RateLimitHeaders.State, "What each leaves, such as `\"address\";r=50;t=30`: how many requests, and in how many seconds there are more.");
        }

        return Task.CompletedTask;
    }

    private static void Add(IOpenApiResponse response, string name, string description)
    {
        if (response is OpenApiResponse own)
            (own.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
