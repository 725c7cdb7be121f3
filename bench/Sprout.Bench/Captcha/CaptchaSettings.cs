using System.Globalization;

namespace Sprout.Bench.Captcha;

/// <summary>What <c>bench captcha</c> is told.</summary>
/// <param name="Seed">Of people, bots and everything else that is drawn here; the product draws its pictures from the system's own chance.</param>
/// <param name="People">How many drags of people; each bot does half as many.</param>
/// <param name="Pictures">How many pictures are attacked.</param>
/// <param name="Training">How many solved pictures the trained attacker learns from before.</param>
internal sealed record CaptchaSettings(int Seed, int People, int Pictures, int Training)
{
    public const string Usage = """
        bench captcha [--seed N] [--people 1000] [--pictures 300] [--training 300]
          --people    drags of people; each bot does half as many
          --training  solved pictures that the trained attacker learns from first
        """;

    /// <summary>Reads the arguments; null when they are none.</summary>
    public static CaptchaSettings? Parse(string[] args)
    {
        var settings = new CaptchaSettings(Random.Shared.Next(), 1000, 300, 300);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            switch (args[i])
            {
                case "--seed": settings = settings with { Seed = number }; break;
                case "--people": settings = settings with { People = Math.Max(100, number) }; break;
                case "--pictures": settings = settings with { Pictures = Math.Max(10, number) }; break;
                case "--training": settings = settings with { Training = Math.Max(10, number) }; break;
                default: return null;
            }
        }

        return settings;
    }
}
