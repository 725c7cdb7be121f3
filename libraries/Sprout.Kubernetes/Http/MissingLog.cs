using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Http;

/// <summary>
/// A run of a container that its node has cleared away has a log of one sentence, the kubelet's own, with status 200 (kuberuntime's GetContainerLogs; seen with
/// containerd on 1.20). A container may write the same sentence, but hardly with nothing before or after it.
/// </summary>
internal static partial class MissingLog
{
    private const int LongestSentence = 256;

    private static ReadOnlySpan<byte> Beginning => "unable to retrieve container logs for "u8;

    /// <summary>The log as it is, or the refusal that it should have been (400). Waits for no more than it takes to tell them apart.</summary>
    public static async Task<Stream> RefuseAsync(AnswerStream log, CancellationToken cancellationToken)
    {
        var begun = new byte[LongestSentence];
        var length = 0;
        while (length < begun.Length && MayBeIt(begun.AsSpan(0, length)))
        {
            if (await log.ReadAsync(begun.AsMemory(length), cancellationToken) is not (> 0 and var count))
            {
                var text = Encoding.UTF8.GetString(begun, 0, length);
                return Sentence().IsMatch(text)
                    ? throw new KubernetesException(HttpStatusCode.BadRequest, new V1Status { Status = "Failure", Reason = "BadRequest", Message = text.TrimEnd(), Code = 400 })
                    : log.After(begun.AsMemory(0, length));
            }

            length += count;
        }

        return log.After(begun.AsMemory(0, length));
    }

    private static bool MayBeIt(ReadOnlySpan<byte> begun) => begun.Length < Beginning.Length ? Beginning.StartsWith(begun) : begun.StartsWith(Beginning);

    [GeneratedRegex(@"^unable to retrieve container logs for [a-z0-9.-]+://\S+\n?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
