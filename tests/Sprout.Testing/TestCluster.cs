namespace Sprout.Testing;

/// <summary>A Kubernetes API server that specs run against. Specs use namespaces of their own, so one cluster serves all of them at once.</summary>
public abstract class TestCluster
{
    /// <summary>How test results call it.</summary>
    public abstract string Name { get; }

    /// <summary>The kubeconfig that leads to it, with its current context; it may do everything there.</summary>
    public abstract string KubeconfigPath { get; }

    /// <summary>Returns once it answers; called before each use, so that whatever must be started is started by the first.</summary>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
