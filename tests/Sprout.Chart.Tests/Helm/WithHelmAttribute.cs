using System.Runtime.CompilerServices;

namespace Sprout.Chart.Tests.Helm;

/// <summary>A spec that needs Helm; skipped where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithHelmAttribute : FactAttribute
{
    internal const string Missing = "There is no Helm in helm/node_modules: `./sprout test` installs it.";

    public WithHelmAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!HelmBinary.IsThere)
            Skip = Missing;
    }
}
