using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Captcha.Pictures;
using Sprout.Captcha.Work;

namespace Sprout.Bench.Captcha;

/// <summary>What a captcha costs us, and what it costs them.</summary>
internal static class CaptchaCosts
{
    private const int Drawings = 500;
    private const int Checks = 2000;
    private const int Solutions = 5;

    public static void Run(Product product)
    {
        var painter = product.Services.GetRequiredService<PicturePainter>();
        for (var i = 0; i < Drawings / 5; i++)
            painter.Paint();
        var started = Stopwatch.GetTimestamp();
        var (picture, piece) = (0L, 0L);
        for (var i = 0; i < Drawings; i++)
        {
            var puzzle = painter.Paint().Puzzle;
            (picture, piece) = (picture + (puzzle.Image.Length * 3 / 4), piece + (puzzle.Piece.Length * 3 / 4));
        }

        Console.WriteLine($"drawing a picture: {Stopwatch.GetElapsedTime(started).TotalMilliseconds / Drawings:F2} ms; {picture / Drawings:N0} bytes and the piece {piece / Drawings:N0} (PNG)");
        Work("before a picture", product.Options.First);
        Work("after keys or clicks", product.Options.WithoutTrack);
        Work("instead of a picture", product.Options.Alone);
    }

    private static void Work(string name, WorkOptions work)
    {
        var salt = ProofOfWork.SaltOf(Guid.NewGuid());
        var started = Stopwatch.GetTimestamp();
        long[] solutions = [];
        for (var round = 0; round < Solutions; round++)
        {
            salt = ProofOfWork.SaltOf(Guid.NewGuid());
            solutions = [.. Enumerable.Range(0, work.Count).Select(index => Solve(salt, index, work.Difficulty))];
        }

        var solving = Stopwatch.GetElapsedTime(started).TotalMilliseconds / Solutions;
        started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Checks; i++)
            ProofOfWork.IsSolved(salt, work.Count, work.Difficulty, solutions);
        var checking = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Checks;
        Console.WriteLine($"work {name}: {work.Count} puzzles of {work.Difficulty} bits; solved in {solving:N0} ms on one core (native, not JavaScript), checked in {checking:F1} µs");
    }

    private static long Solve(string salt, int index, int difficulty)
    {
        for (var number = 0L; ; number++)
            if (ProofOfWork.ZeroBits(salt, index, number) >= difficulty)
                return number;
    }
}
