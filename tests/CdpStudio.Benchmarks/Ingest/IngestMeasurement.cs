using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Ingest;

/// <summary>
/// How many events a second the published product, a process of its own on a fresh folder, takes in by <c>/v1/batch</c>, a hundred in each
/// request, how long a sender waits for 'stored', and what memory it takes meanwhile. The senders are in this process and send as fast as
/// they are answered; who is told to come later does so.
/// </summary>
internal static class IngestMeasurement
{
    private const int Batch = 100;
    private const int Senders = 16;
    private const int People = 100_000;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_later = TimeSpan.FromMilliseconds(100);

    /// <param name="connection">Of a PostgreSQL database that is empty; null is SQLite.</param>
    public static async Task RunAsync(string binary, int seconds, string? connection)
    {
        var settings = connection is null ? [] : new Dictionary<string, string> { ["Database__Provider"] = "PostgreSql", ["ConnectionStrings__Studio"] = connection };
        await using var studio = await StudioProcess.StartAsync(settings, binary: binary);
        var api = new ProductApi(studio);
        var source = await api.AskAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Load","kind":"http"}""");
        var key = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(source["writeKey"]!.GetValue<string>() + ":")));
        Say($"{(connection is null ? "SQLite" : "PostgreSQL")}, {Senders} senders of {Batch} events; load average {ProcessFigures.Load()}");

        await SendAsync(studio, key, s_warmUp);
        var idle = ProcessFigures.Megabytes(studio, "VmRSS");
        await using var most = new Highest(() => (long)ProcessFigures.Megabytes(studio, "VmRSS"));
        var sent = await SendAsync(studio, key, TimeSpan.FromSeconds(seconds));

        var catching = Stopwatch.StartNew();
        await studio.UntilCaughtUpAsync();
        var rising = sent.Waits.Order().ToList();
        Say($"{sent.Waits.Count * Batch / sent.Took.TotalSeconds:N0} events a second for {sent.Took.TotalSeconds:N0} s; {sent.Later:N0} requests were told to come later");
        Say($"answered within {rising.At(50):N0} ms (median), {rising.At(99):N0} ms (p99), {rising[^1]:N0} ms (longest)");
        Say($"processed {catching.Elapsed.TotalSeconds:N1} s behind the last; {idle:N0} MB resident before, {await most.StopAsync():N0} MB at most; load average {ProcessFigures.Load()}");
    }

    private static async Task<(IReadOnlyCollection<double> Waits, int Later, TimeSpan Took)> SendAsync(StudioProcess studio, AuthenticationHeaderValue key, TimeSpan time)
    {
        var waits = new ConcurrentBag<double>();
        var later = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var dice = new Random(sender);
            while (clock.Elapsed < time)
            {
                var body = Body(dice);
                var began = clock.Elapsed;
                if (await PostAsync(studio, key, body))
                {
                    waits.Add((clock.Elapsed - began).TotalMilliseconds);
                    continue;
                }

                Interlocked.Increment(ref later);
                await Task.Delay(s_later);
            }
        })));
        return (waits, later, clock.Elapsed);
    }

    private static async Task<bool> PostAsync(StudioProcess studio, AuthenticationHeaderValue key, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch") { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = key;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await studio.Http.SendAsync(request);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => false,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static byte[] Body(Random dice)
    {
        var body = new StringBuilder("{\"batch\":[");
        for (var i = 0; i < Batch; i++)
        {
            if (i > 0) body.Append(',');
            body.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"type":"track","messageId":"{{Guid.NewGuid():N}}","userId":"person-{{dice.Next(People)}}","event":"Product Viewed","properties":{"product_id":"p{{dice.Next(20_000)}}","category":"c{{dice.Next(50)}}","amount":{{dice.Next(20_000)}}} }""");
        }

        return Encoding.UTF8.GetBytes(body.Append("]}").ToString());
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
