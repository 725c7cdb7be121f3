namespace Sprout.Gateway.Features.ApiDocs;

/// <summary>The examples in the OpenAPI document.</summary>
internal static class ApiExamples
{
    public const string Creation = """{"name":"hello","image":"nginx:latest","port":80,"env":{"GREETING":"hello"},"ttl_seconds":3600}""";

    public const string Extension = """{"ttl_seconds":86400}""";

    public const string Deletion = """{"id":"3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b","status":"deleting"}""";

    public const string RateLimit = """{"limit":100,"remaining":97,"reset_in_seconds":840,"window":900,"namespace":"sprout"}""";

    public const string Options = """
        {"image":{"default":"nginx:latest","allowed":["nginx*","httpd*"],"suggested":["nginx:latest","httpd:latest"]},"default_port":80,
        "ttl_seconds":{"default":86400,"minimum":60,"maximum":604800},"captcha":{"create_container":true,"delete_container":false},
        "containers":{"limit":3,"used":1}}
        """;

    public static string PendingContainer { get; } = Container("pending", version: 1);

    public static string RunningContainer { get; } = Container("running", version: 2, readyAt: "\"2026-05-04T12:00:02+00:00\"");

    public static string FailedContainer { get; } = Container(
        "failed",
        version: 2,
        failure: """{"phase":"pulling","reason":"image_pull_failed","message":"The image does not exist.","hint":"Check the image's name and tag."}""");

    public static string Page { get; } = $$"""{"items":[{{RunningContainer}}],"next_cursor":"AAZQ_KuHEAA_K4weemRNC5pTDF0eLzpL"}""";

    public const string Events = """
        id: 1777896002000-0
        event: container.state_changed
        data: {"container_id":"3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b","event_type":"container.running","name":"hello","image":"nginx:latest","previous":"pending","status":"running","version":2,"at":"2026-05-04T12:00:02+00:00","url":"https://hello.example.org/","expires_at":"2026-05-04T13:00:00+00:00","failure":null}


        """;

    private static string Container(string status, int version, string readyAt = "null", string failure = "null") => $$"""
        {"id":"3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b","name":"hello","image":"nginx:latest","port":80,"status":"{{status}}",
        "url":"https://hello.example.org/","created_at":"2026-05-04T12:00:00+00:00","expires_at":"2026-05-04T13:00:00+00:00",
        "ready_at":{{readyAt}},"namespace":"sprout","version":{{version}},"failure":{{failure}}}
        """;
}
