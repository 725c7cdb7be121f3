using Sprout.Captcha;
using Sprout.Hosting;
using Sprout.Hosting.Health;
using Sprout.Hosting.Services;

return await new SproutService
{
    Name = "captcha",
    DefaultPort = 8083,
    Add = builder =>
    {
        builder.AddSproutBus(CaptchaService.AddCaptchaBus);
        builder.AddCaptcha();
    },
    Map = app => app.MapSproutHealth(),
}.RunAsync(args, Console.Error);
