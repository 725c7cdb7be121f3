namespace Sprout.ClusterSimulator.Storage;

/// <summary>The order of a list: by namespace, then by name, byte by byte as etcd does.</summary>
internal sealed class KeyOrder : IComparer<(string Namespace, string Name)>
{
    public static readonly KeyOrder Instance = new();

    public int Compare((string Namespace, string Name) x, (string Namespace, string Name) y)
    {
        var byNamespace = string.CompareOrdinal(x.Namespace, y.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.Name, y.Name);
    }
}
