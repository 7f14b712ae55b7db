using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

public sealed class StartStory(ITestOutputHelper output)
{
    private const int People = 10_000;
    private const int EventsEach = 30;

    [Fact]
    public async Task Start_WithTenThousandPeopleStored_IsReadyInFiveSeconds()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        for (var first = 0; first < People; first += 50) await SendAsync(api, writeKey, first, 50);
        await studio.UntilCaughtUpAsync();
        Assert.Equal(People, await api.CountAsync($$"""{"event":"Product Viewed","op":"gte","value":{{EventsEach}}}"""));

        var times = new List<double>();
        for (var start = 0; start < 3; start++)
        {
            await studio.KillAsync();
            times.Add((await studio.StartAgainAsync()).TotalSeconds);
        }

        output.WriteLine($"{People} people, {People * EventsEach} events; ready after {string.Join(", ", times.Select(t => t.ToString("0.0", CultureInfo.InvariantCulture)))} s");
        Assert.Equal(People, await api.CountAsync($$"""{"event":"Product Viewed","op":"gte","value":{{EventsEach}}}"""));
        // Seconds are a figure of the full tier: what a shared machine takes says nothing about a change.
        if (!Seed.FullTier) return;
        Assert.True(times.Order().ElementAt(1) < 5, $"ready after {times.Order().ElementAt(1):0.0} s (the middle of three)");
    }

    private static async Task SendAsync(StudioApi api, string writeKey, int first, int people)
    {
        var messages = new JsonArray();
        for (var person = first; person < first + people; person++)
        {
            messages.Add(new JsonObject
            {
                ["type"] = "identify",
                ["userId"] = $"person-{person}",
                ["traits"] = new JsonObject { ["email"] = $"person-{person}@kilim.example", ["country"] = person % 3 == 0 ? "VN" : "DE", ["points"] = person },
            });
            for (var e = 0; e < EventsEach; e++)
            {
                messages.Add(new JsonObject
                {
                    ["type"] = "track",
                    ["userId"] = $"person-{person}",
                    ["event"] = "Product Viewed",
                    ["timestamp"] = $"2026-{e % 9 + 1:00}-{person % 28 + 1:00}T10:{e:00}:00Z",
                    ["properties"] = new JsonObject { ["sku"] = $"sku-{(person + e) % 500}", ["price"] = e + 0.5 },
                });
            }
        }
        using var response = await AcceptedAsync(api, writeKey, new JsonObject { ["batch"] = messages });
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    // A full inbox says when to come back; nothing of the call was taken, so it is simply sent again.
    private static async Task<HttpResponseMessage> AcceptedAsync(StudioApi api, string writeKey, JsonObject batch)
    {
        while (true)
        {
            var response = await api.TrackAsync(writeKey, "/v1/batch", batch);
            if (response.StatusCode != HttpStatusCode.TooManyRequests) return response;

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
            response.Dispose();
        }
    }
}
