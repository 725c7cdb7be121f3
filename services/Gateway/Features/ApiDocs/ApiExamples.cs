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
        "ttl_seconds":{"default":86400,"minimum":60,"maximum":604800,"maximum_in_all":2592000},"captcha":{"create_container":true,"delete_container":false},
        "containers":{"limit":3,"used":1}}
        """;

    public static string PendingContainer { get; } = Container("pending", version: 1, stage: "requested");

    public static string RunningContainer { get; } = Container("running", version: 3, stage: "ready", readyAt: "\"2026-05-04T12:00:02+00:00\"");

    public static string FailedContainer { get; } = Container(
        "failed",
        version: 4,
        stage: "scheduled",
        failure: """{"phase":"pulling","reason":"image_pull_failed","message":"The image does not exist.","hint":"Check the image's name and tag."}""");

    public const string Timeline = """
        {"id":"3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b","status":"running","events":[
        {"event":"requested","at":"2026-05-04T12:00:00+00:00","elapsed_ms":0,"failure":null,"expires_at":"2026-05-04T13:00:00+00:00"},
        {"event":"applied","at":"2026-05-04T12:00:00.08+00:00","elapsed_ms":80,"failure":null,"expires_at":null},
        {"event":"scheduled","at":"2026-05-04T12:00:00.11+00:00","elapsed_ms":110,"failure":null,"expires_at":null},
        {"event":"waiting","at":"2026-05-04T12:00:01.3+00:00","elapsed_ms":1300,"failure":{"phase":"pulling","reason":"image_pull_failed",
        "message":"The image nginx:latest could not be pulled (the registry did not answer).","hint":"The registry may be away; it is tried again."},"expires_at":null},
        {"event":"pulled","at":"2026-05-04T12:00:11.9+00:00","elapsed_ms":11900,"failure":null,"expires_at":null},
        {"event":"ready","at":"2026-05-04T12:00:12.4+00:00","elapsed_ms":12400,"failure":null,"expires_at":null}]}
        """;

    public static string Page { get; } = $$"""{"items":[{{RunningContainer}}],"next_cursor":"AAZQ_KuHEAA_K4weemRNC5pTDF0eLzpL"}""";

    public const string Events = """
        id: 1777896002000-0
        event: container.state_changed
        data: {"container_id":"3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b","event_type":"container.running","name":"hello","image":"nginx:latest","previous":"pending","status":"running","stage":"ready","waiting_for":null,"version":3,"at":"2026-05-04T12:00:02+00:00","url":"https://hello.example.org/","expires_at":"2026-05-04T13:00:00+00:00","failure":null}


        """;

    public const string Logs = "listening on port 80\nGET / 200\n";

    private static string Container(string status, int version, string stage, string readyAt = "null", string failure = "null") => $$"""
        {"id":"3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4b","name":"hello","image":"nginx:latest","port":80,"status":"{{status}}","stage":"{{stage}}","waiting_for":null,
        "url":"https://hello.example.org/","created_at":"2026-05-04T12:00:00+00:00","expires_at":"2026-05-04T13:00:00+00:00",
        "ready_at":{{readyAt}},"namespace":"sprout","version":{{version}},"failure":{{failure}}}
        """;
}
