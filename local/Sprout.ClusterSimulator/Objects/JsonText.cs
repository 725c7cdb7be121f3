using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>How JSON is written: one line, and quotes or angle brackets escaped no more than JSON asks for.</summary>
internal static class JsonText
{
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
