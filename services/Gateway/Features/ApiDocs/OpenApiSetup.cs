using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sprout.Gateway.Auth;
using Sprout.Gateway.RateLimits;

namespace Sprout.Gateway.Features.ApiDocs;

/// <summary>What the OpenAPI document says beside the routes.</summary>
internal static class OpenApiSetup
{
    public const string DocumentName = "v1";

    public const OpenApiSpecVersion Version = OpenApiSpecVersion.OpenApi3_1;

    private const string View = "View";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = Version;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Sprout",
                Version = "1",
                Description = "Self-service containers on Kubernetes. Every error is an RFC 9457 problem; its `type` is one of a fixed list.",
            };
            document.Servers = [new() { Url = "/" }, new() { Url = "/api" }];
            var components = document.Components ??= new();
            (components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>())[ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyHandler.Header,
                Description = "A key that the operator gave you. A page under `/api` needs none; its visitors are told apart by a cookie.",
            };
            return Task.CompletedTask;
        });
        // ContainerView and the like are our names; clients that are generated from the document should read Container.
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name && name.EndsWith(View, StringComparison.Ordinal)
            ? name[..^View.Length]
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer((schema, _, _) =>
        {
            if (schema is { Enum.Count: > 0, Type: null })
                schema.Type = JsonSchemaType.String;
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, context.Document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(LimitDescription.DescribeAsync);
    }
}
