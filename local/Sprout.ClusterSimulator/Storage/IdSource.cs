namespace Sprout.ClusterSimulator.Storage;

/// <summary>UIDs, name suffixes and addresses, all from one seed, so that a run can be repeated. Not thread-safe: use it under the store's lock.</summary>
internal sealed class IdSource(int seed)
{
    // Kubernetes leaves out vowels and what looks alike, so that no suffix spells a word.
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";
    private readonly Random random = new(seed);
    private int pods;
    private int services;

    public string NextUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public string NextSuffix() => new(random.GetItems<char>(SuffixLetters, 5));

    public string NextPodIP() => Address("10.244", ++pods);

    public string NextClusterIP() => Address("10.96", ++services);

    private static string Address(string network, int number) => $"{network}.{(number >> 8) & 255}.{number & 255}";
}
