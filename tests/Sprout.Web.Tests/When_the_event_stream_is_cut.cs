using Microsoft.Playwright;
using Sprout.Testing;
using Sprout.Web.Tests.Support;

namespace Sprout.Web.Tests;

public sealed class When_the_event_stream_is_cut(Stage stage)
{
    private const int Cuts = 100;

    // Writes down the id of each event that the page is given; the page does not notice.
    private const string Listen = """
        (() => {
          const real = window.fetch;
          window.heard = [];
          window.streams = 0;
          window.fetch = async (input, init) => {
            const answer = await real(input, init);
            if (!String(input).includes('/api/events') || !answer.ok) return answer;
            window.streams++;
            const [mine, theirs] = answer.body.tee();
            (async () => {
              let rest = '';
              for await (const piece of mine.pipeThrough(new TextDecoderStream())) {
                const blocks = (rest + piece).split('\n\n');
                rest = blocks.pop();
                for (const block of blocks) if (/^event: container/m.test(block)) window.heard.push(/^id: (.*)$/m.exec(block)[1]);
              }
            })().catch(() => {});
            return new Response(theirs, { status: answer.status, headers: answer.headers });
          };
        })();
        """;

    [InABrowser(Timeout = 600_000)] // ms; a hundred times something small
    public async Task A_hundred_times_no_change_is_missed_and_none_comes_twice()
    {
        await using var gate = TcpGate.To(stage.Url.Port);
        await using var visitor = await stage.VisitorAsync(url: new($"http://127.0.0.1:{gate.Port}/"));
        await visitor.Context.Clock.InstallAsync();
        await visitor.Context.AddInitScriptAsync(Listen);
        var page = await visitor.OpenAsync();
        var lists = 0;
        page.Request += (_, request) => lists += request.Url.Contains("/api/containers?", StringComparison.Ordinal) ? 1 : 0;
        // The visitor's program asks Sprout itself, and is never cut off.
        using var program = await VisitorApi.OfAsync(visitor, stage.Url);
        using var events = await program.EventsAsync();
        var happened = FollowAsync(events);

        await page.GetByRole(AriaRole.Heading, new() { Name = "Your containers" }).WaitForAsync();
        var steady = await program.CreateAsync("steady");
        await Visitor.CardAsync(page, "steady", "Running");
        var made = new Queue<string>();
        for (var cut = 0; cut < Cuts; cut++)
        {
            // A connection that has lasted for a while is a good one, and the next is tried at once.
            await page.Clock.FastForwardAsync(2500);
            gate.Shut();
            if (cut % 4 == 0)
                made.Enqueue(await program.CreateAsync($"cut-{cut}"));
            else if (cut % 4 == 2)
                await program.DeleteAsync(made.Dequeue());
            else
                await program.ExtendAsync(steady, TimeSpan.FromDays(1) + TimeSpan.FromMinutes(cut));
            gate.Open();
            await Eventually.HoldsAsync($"the stream is back after cut {cut}", () => IsBackAsync(page, cut + 2));
        }

        await program.CreateAsync("last");
        await page.GetByRole(AriaRole.Group, new() { Name = "Show" }).GetByText("All").ClickAsync();
        await Visitor.CardAsync(page, "last", "Running");
        var listed = await program.ListAsync();
        listed.Count.ShouldBe((Cuts / 4) + 2);
        await Eventually.HoldsAsync("the page shows what is", async () => Same(await ShownAsync(page), await program.ListAsync()));
        lists.ShouldBe(0, "it is the events that tell, and no list");

        var heard = await page.EvaluateAsync<string[]>("() => window.heard");
        events.Dispose();
        var told = await happened;
        heard.ShouldBe(told.Take(heard.Length));
        heard.Length.ShouldBeGreaterThan(Cuts);
    }

    // Whatever the page waits for before it tries again has passed.
    private static async Task<bool> IsBackAsync(IPage page, int streams)
    {
        await page.Clock.FastForwardAsync(250);
        return await page.EvaluateAsync<int>("() => window.streams") >= streams;
    }

    private static async Task<Dictionary<string, string>> ShownAsync(IPage page) =>
        (await page.EvaluateAsync<string[][]>("() => [...document.querySelectorAll('#containers li')].map(card => [card.querySelector('h3').innerText, card.querySelector('h3 + span').innerText.toLowerCase()])"))
        .ToDictionary(card => card[0], card => card[1], StringComparer.Ordinal);

    private static bool Same(Dictionary<string, string> shown, Dictionary<string, string> listed) =>
        shown.Count == listed.Count && shown.All(card => listed.GetValueOrDefault(card.Key) == card.Value);

    private static async Task<List<string>> FollowAsync(StreamReader events)
    {
        var ids = new List<string>();
        var id = "";
        try
        {
            while (await events.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line["id: ".Length..];
                else if (line.StartsWith("event: container", StringComparison.Ordinal))
                    ids.Add(id);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return ids; // it was let go
        }

        return ids;
    }
}
