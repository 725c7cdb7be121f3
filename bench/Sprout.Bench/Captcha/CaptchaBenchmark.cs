namespace Sprout.Bench.Captcha;

/// <summary>
/// Attacks the captcha: the service's own code, in this process, with a Redis of its own. Tells how many synthetic people pass, how many drags of each bot, how often each image attacker
/// finds the gap, and what drawing and work cost. Fails when the bars for people and bots are not held; the pictures' aim is only told.
/// </summary>
internal static class CaptchaBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (CaptchaSettings.Parse(args) is not { } settings)
        {
            Console.Error.WriteLine(CaptchaSettings.Usage);
            return 2;
        }

        Console.WriteLine($"--seed {settings.Seed} --people {settings.People} --pictures {settings.Pictures} --training {settings.Training}, {Environment.ProcessorCount} cores");
        await using var product = await Product.StartAsync();
        CaptchaCosts.Run(product);
        var passes = await new TrackRates(product, settings).RunAsync();
        await new PictureRates(product, settings).RunAsync();
        return passes ? 0 : 1;
    }
}
