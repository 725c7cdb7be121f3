using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sprout.Web.Tests.Support;

/// <summary>Solves the captcha that a page shows, by one way or another.</summary>
internal static class Captcha
{
    private const int Tries = 12;

    /// <summary>Answers until an answer is right. As people do, for who looks is sometimes wrong.</summary>
    /// <param name="page">Where it is.</param>
    /// <param name="answer">Answers one picture: by how many pixels of the picture the badge must move, and how many pixels of the screen are one of it.</param>
    public static async Task SolveAsync(IPage page, Func<int, double, Task> answer)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        var piece = page.GetByAltText("The badge that shows one of the figures");
        string? before = null;
        var answers = new ConcurrentQueue<string>();
        page.Response += (_, response) =>
        {
            if (response.Request.PostData is { } told && told.Contains("\"track\"", StringComparison.Ordinal))
                answers.Enqueue($"{response.Status} to {told}");
        };
        await dialog.WaitForAsync();
        for (var tries = 1; ; tries++)
        {
            // A new picture, or none any more.
            await page.WaitForFunctionAsync(
                "before => { const box = document.querySelector('dialog[open]'); const image = box?.querySelector('img + img'); return !box || (image && image.src !== before); }", before);
            if (!await dialog.IsVisibleAsync())
                return;
            before = await piece.GetAttributeAsync("src");
            if (tries > Tries)
                throw new InvalidOperationException($"{Tries} pictures were answered, and none rightly:\n{string.Join('\n', answers)}");
            var (offset, zoom) = await Eyes.LookAsync(page);
            await answer(offset, zoom);
        }
    }
}
