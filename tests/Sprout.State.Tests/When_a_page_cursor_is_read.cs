using System.Text;

namespace Sprout.State.Tests;

public sealed class When_a_page_cursor_is_read
{
    [Theory]
    [InlineData(0L)]
    [InlineData(1_890_000_000_123_456L)]
    [InlineData(long.MaxValue)]
    public void It_is_the_one_that_was_written(long score)
    {
        var cursor = new PageCursor(score, Guid.NewGuid());

        PageCursor.TryParse(cursor.ToString(), out var read).ShouldBeTrue();

        read.ShouldBe(cursor);
    }

    [Fact]
    public void The_start_reads_back_too()
    {
        PageCursor.TryParse(PageCursor.Start.ToString(), out var read).ShouldBeTrue();

        read.ShouldBe(PageCursor.Start);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("next")]
    [InlineData("00")]
    [InlineData("2b696e662f30")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAA AAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAA++++++++////////AAAAAAAA")]
    [InlineData("_____AAAAAAAAAAAAAAAAAAAAAAAAAAA")] // A negative time.
    public void Anything_else_is_refused_and_means_the_start(string? text)
    {
        PageCursor.TryParse(text, out var cursor).ShouldBeFalse();

        cursor.ShouldBe(PageCursor.Start);
    }

    [Fact]
    public void Noise_is_refused_or_read_as_what_would_be_written_so()
    {
        const int Seed = 20300102;
#pragma warning disable CA5394 // Noise, not secrets.
        var random = new Random(Seed);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .\0ä\uD83D";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            var length = i % 2 == 0 ? 32 : random.Next(0, 80);
            // Every other text is made of legal characters only.
            var alphabet = i % 4 < 2 ? 64 : Alphabet.Length;
            while (text.Length < length)
                text.Append(Alphabet[random.Next(alphabet)]);

            if (PageCursor.TryParse(text.ToString(), out var cursor))
                cursor.ToString().ShouldBe(text.ToString(), $"seed {Seed}, case {i}");
        }
#pragma warning restore CA5394
    }
}
