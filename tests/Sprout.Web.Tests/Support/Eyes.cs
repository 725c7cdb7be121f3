using Microsoft.Playwright;
using Sprout.CaptchaAttackers.Images;
using Sprout.Contracts;

namespace Sprout.Web.Tests.Support;

/// <summary>Sees where the badge belongs, from the two pictures on the page and nothing else; wrong about once in three times, as the captcha has it.</summary>
internal static class Eyes
{
    private static readonly FigureAttacker Attacker = new([]);

    /// <summary>By how many pixels of the picture the badge must move to the right; and how many pixels of the screen one of the picture is.</summary>
    public static async Task<(int Offset, double Zoom)> LookAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Slider).WaitForAsync();
        var picture = page.GetByAltText("A picture with many figures");
        var piece = page.GetByAltText("The badge that shows one of the figures");
        var (width, height) = await SizeAsync(picture);
        var (pieceWidth, _) = await SizeAsync(piece);
        var puzzle = new SliderPuzzle { Image = await Base64Async(picture), Piece = await Base64Async(piece), Width = width, Height = height, PieceWidth = pieceWidth };
        var shown = await picture.BoundingBoxAsync();
        return (Attacker.Guesses(puzzle)[0], shown!.Width / width);
    }

    private static async Task<(int Width, int Height)> SizeAsync(ILocator image)
    {
        var size = await image.EvaluateAsync<int[]>("async image => { await image.decode(); return [image.naturalWidth, image.naturalHeight]; }");
        return (size[0], size[1]);
    }

    private static async Task<string> Base64Async(ILocator image) => (await image.GetAttributeAsync("src"))!.Split(',')[1];
}
