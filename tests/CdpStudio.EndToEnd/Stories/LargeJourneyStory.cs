using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// A journey of 300 steps on the canvas. What may fail is counted: steps whose drawing changes when one is dragged, and the edits of a
/// patch. Times are printed, since what a shared machine takes says nothing about a change.
/// </summary>
public sealed class LargeJourneyStory(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Steps = 300;

    private const string Watch =
        """
        () => {
          window.longTasks = []; window.drawnFrames = 0;
          new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(e => Math.round(e.duration)))).observe({ type: 'longtask', buffered: true });
          const count = () => { window.drawnFrames++; requestAnimationFrame(count); };
          requestAnimationFrame(count);
        }
        """;

    [Fact]
    public async Task Canvas_Of300Steps_DrawsAndSavesOnlyWhatChanged()
    {
        await using var studio = await StudioProcess.StartAsync();
        await new StudioApi(studio).SendAsync(
            HttpMethod.Put, "/api/v1/journeys/large", new JsonObject { ["name"] = "Large", ["definition"] = Definition() }, HttpStatusCode.Created);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        var patches = new List<JsonElement>();
        page.Request += (_, request) =>
        {
            if (request.Method == "PATCH") patches.Add(JsonDocument.Parse(request.PostData!).RootElement.Clone()); // a patch has a body
        };

        await page.AddInitScriptAsync($"({Watch})()");
        await TimedAsync(page, "open until drawn", async () =>
        {
            await page.GotoAsync("/journeys/large?view=canvas");
            await Expect(page.Locator(".react-flow__node").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        });
        await TimedAsync(page, "zoom to fit", async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
            await Expect(page.Locator(".react-flow__node").Nth(40)).ToBeVisibleAsync();
        });

        var mail = await InTheMiddleAsync(page);
        // The branch that leads to it may exchange the places of its two ways.
        Assert.Empty((await DragAsync(page, mail)).Except([mail, mail.Replace("m-", "b-", StringComparison.Ordinal)]));
        await ExpectSavedAsync(page);
        Assert.Equal([mail], Edited(Assert.Single(patches)));

        await TimedAsync(page, "undo", async () =>
        {
            await page.Keyboard.PressAsync("Control+z");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Redo: move" })).ToBeEnabledAsync();
        });
        await ExpectSavedAsync(page);

        patches.Clear();
        await page.Locator($".react-flow__node[data-id={mail}]").FocusAsync();
        await TimedAsync(page, "add a step with + after a step", async () =>
        {
            await page.Keyboard.PressAsync("+");
            await page.GetByRole(AriaRole.Menu, new() { Name = "Add a step here" }).GetByRole(AriaRole.Menuitem, new() { Name = "Wait" }).PressAsync("Enter");
            await Expect(page.Locator(".react-flow__node.selected")).ToContainTextAsync("1 day");
        });
        await ExpectSavedAsync(page);
        Assert.Equal(3, Assert.Single(patches).GetProperty("edits").GetArrayLength());

        // The settings follow the focus by way of the server; what is pressed in those of a step before is gone with them.
        var focused = page.Locator($".react-flow__node[data-id={mail}]");
        await focused.FocusAsync();
        await Expect(page.Locator("aside.panel > header h2")).ToHaveTextAsync(await focused.Locator(".j-title").InnerTextAsync());
        await page.Keyboard.PressAsync("ArrowDown");
        // Beside settings the canvas has no room for that tool.
        await page.GetByRole(AriaRole.Button, new() { Name = "Close the settings" }).ClickAsync();
        await TimedAsync(page, "tidy up", () => page.GetByRole(AriaRole.Button, new() { Name = "Tidy up" }).ClickAsync());
        await ExpectSavedAsync(page);
    }

    /// <summary>A mail that lies in the middle of the window, to a step that two ways lead to: that one does not follow it.</summary>
    private static Task<string> InTheMiddleAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
          const frame = document.querySelector('.react-flow').getBoundingClientRect();
          const far = node => { const box = node.getBoundingClientRect(); return Math.abs(box.y - frame.y - frame.height / 2) + Math.abs(box.x - frame.x - frame.width / 2); };
          return [...document.querySelectorAll('.react-flow__node[data-id^=m-]')].filter(node => Number(node.dataset.id.slice(2)) % 5 !== 4).sort((one, other) => far(one) - far(other))[0].dataset.id;
        }
        """);

    /// <returns>The steps whose place or look changed while one was dragged.</returns>
    private async Task<IReadOnlyList<string>> DragAsync(IPage page, string step)
    {
        var box = (await page.Locator($".react-flow__node[data-id={step}]").BoundingBoxAsync())!; // it is drawn
        await page.EvaluateAsync(
            """
            () => {
              window.redrawn = new Set();
              window.watching = new MutationObserver(changes => changes.forEach(change => {
                const node = change.target.parentElement?.closest('.react-flow__node') ?? change.target.closest?.('.react-flow__node');
                if (node) window.redrawn.add(node.dataset.id);
              }));
              window.watching.observe(document.querySelector('.react-flow__nodes'), { subtree: true, attributes: true, childList: true, characterData: true });
            }
            """);
        await TimedAsync(page, "drag a step over 60 moves", async () =>
        {
            await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 3);
            await page.Mouse.DownAsync();
            for (var move = 1; move <= 60; move++) await page.Mouse.MoveAsync(box.X + box.Width / 2 - move, box.Y + box.Height / 3 + move % 5);
            await page.Mouse.UpAsync();
        });
        return await page.EvaluateAsync<string[]>("() => { window.watching.disconnect(); return [...window.redrawn]; }");
    }

    private async Task TimedAsync(IPage page, string what, Func<Task> act)
    {
        await page.EvaluateAsync("() => { window.longTasks = []; window.drawnFrames = 0; }");
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await act();
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(started);
        // Long tasks are told a moment after they end.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        var (blocked, frames) = (await page.EvaluateAsync<int[]>("() => window.longTasks ?? []"), await page.EvaluateAsync<int>("() => window.drawnFrames ?? 0"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {took.TotalMilliseconds:0} ms, {frames} frames ({frames / took.TotalSeconds:0} a second), tasks over 50 ms: {string.Join(", ", blocked.DefaultIfEmpty())}"));
    }

    private static IEnumerable<string> Edited(JsonElement patch) =>
        patch.GetProperty("edits").EnumerateArray().Select(e => e.GetProperty("step").GetProperty("id").GetString()!); // a step has an id

    private static Task ExpectSavedAsync(IPage page) => Expect(page.GetByText("All changes saved")).ToBeVisibleAsync();

    /// <summary>Branches one after another, each with a mail, two waits and, of every fifth, a way out.</summary>
    private static JsonObject Definition()
    {
        var steps = new JsonArray(Step("start", "entry", "event", "Bought"), Step("end", "exit"));
        var edges = new JsonArray();
        var before = "start";
        for (var block = 0; steps.Count < Steps; block++)
        {
            var (branch, mail, wait, again) = ($"b-{block}", $"m-{block}", $"w-{block}", $"v-{block}");
            steps.Add(new JsonObject { ["id"] = branch, ["kind"] = "branch", ["rule"] = JsonNode.Parse("""{"event":"Bought"}""") });
            steps.Add(new JsonObject { ["id"] = mail, ["kind"] = "email", ["content"] = new JsonObject { ["version"] = 1, ["subject"] = $"Mail {block}", ["text"] = "Hello" } });
            steps.Add(Step(wait, "wait", "for", "1d"));
            if (steps.Count < Steps) steps.Add(Step(again, "wait", "for", "2d"));
            else again = wait;
            edges.Add(Edge(before, "next", branch));
            edges.Add(Edge(branch, "yes", block % 5 == 4 ? "end" : wait));
            edges.Add(Edge(branch, "no", mail));
            edges.Add(Edge(mail, "next", wait));
            if (again != wait) edges.Add(Edge(wait, "next", again));
            before = again;
        }

        edges.Add(Edge(before, "next", "end"));
        return new JsonObject { ["version"] = 1, ["steps"] = steps, ["edges"] = edges };
    }

    private static JsonObject Step(string id, string kind, string? member = null, string? value = null)
    {
        var step = new JsonObject { ["id"] = id, ["kind"] = kind };
        if (member is not null) step[member] = value;
        return step;
    }

    private static JsonObject Edge(string from, string outcome, string to) => new() { ["from"] = from, ["outcome"] = outcome, ["to"] = to };
}
