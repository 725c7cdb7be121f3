using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Features.ApiDocs;

/// <summary>What routes say of themselves where ASP.NET Core has no word for it.</summary>
internal static class RouteDescriptions
{
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.Produces<Problem>(status, ProblemResult.ContentType);
            if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
                route.DescribeAnswerHeader(status, "Retry-After", "When to try again at the earliest, in seconds.");
        }

        return route;
    }

    public static RouteHandlerBuilder DescribeId(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id") ?? [])
        {
            parameter.Description = "The container's id.";
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
        }

        return Task.CompletedTask;
    });

    public static RouteHandlerBuilder DescribeHeader(this RouteHandlerBuilder route, string name, string description) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });

    public static RouteHandlerBuilder DescribeAnswerHeader(this RouteHandlerBuilder route, int status, string name, string description) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?[Text(status)] is OpenApiResponse response)
                (response.Headers ??= new Dictionary<string, IOpenApiHeader>()).Add(name, new OpenApiHeader
                {
                    Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            return Task.CompletedTask;
        });

    public static RouteHandlerBuilder DescribeQuery(this RouteHandlerBuilder route, string name, string description, IEnumerable<string>? values = null) =>
        route.DescribeQuery(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Enum = values?.Select(value => (JsonNode)value).ToList() });

    public static RouteHandlerBuilder DescribeQuery(this RouteHandlerBuilder route, string name, string description, int minimum, int maximum, int? @default = null) =>
        route.DescribeQuery(
            name,
            description,
            new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = Text(minimum), Maximum = Text(maximum), Default = @default });

    /// <summary>Puts examples of body and answer into the document, as JSON text.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, string? request, int status, string response) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (request is not null && operation.RequestBody?.Content is { } body)
                Show(body, request);
            if (operation.Responses?[Text(status)].Content is { } answer)
                Show(answer, response);
            return Task.CompletedTask;
        });

    private static RouteHandlerBuilder DescribeQuery(this RouteHandlerBuilder route, string name, string description, OpenApiSchema schema) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.Name == name) ?? [])
                (parameter.Description, parameter.Schema) = (description, schema);
            return Task.CompletedTask;
        });

    private static void Show(IEnumerable<KeyValuePair<string, OpenApiMediaType>> content, string example)
    {
        foreach (var (type, media) in content)
            media.Example = type.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(example) : example;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
