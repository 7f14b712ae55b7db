using System.Diagnostics;
using CdpStudio.Benchmarks.Peers;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// Sends events of the shop's people in batches at a steady pace until it is told to stop. One in fifty is somebody's first visit
/// without a name, and the next names it: two profiles that become one.
/// </summary>
/// <param name="send">Takes the messages of a batch, separated by commas. False when they were asked for later.</param>
internal sealed class EventStream(Func<string, Task<bool>> send, int people, int perSecond) : IAsyncDisposable
{
    private const int Batch = 100;
    private const int Senders = 16;
    private const int MessagesPerVisit = 50;

    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _clock = new();
    private Task[] _senders = [];
    private int _taken;
    private int _refused;

    /// <summary>Messages that were taken so far.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many of those that were taken are events; the others name a visitor.</summary>
    public int TakenEvents => Taken / MessagesPerVisit * (MessagesPerVisit - 1);

    public void Start()
    {
        _clock.Start();
        _senders = [.. Enumerable.Range(0, Senders).Select(s => Task.Run(() => SendAsync(s)))];
    }

    /// <returns>What was sent a second, and how many events the product asked to send later.</returns>
    public async Task<(double PerSecond, int Refused)> StopAsync()
    {
        var seconds = _clock.Elapsed.TotalSeconds;
        await _stop.CancelAsync();
        await Task.WhenAll(_senders);
        return (_taken / seconds, _refused);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    // By the clock, not by the answers: who is late sends the next at once.
    private async Task SendAsync(int sender)
    {
        var dice = new SplitMix((ulong)sender + 77);
        for (var batch = 0; !_stop.IsCancellationRequested; batch++)
        {
            var due = TimeSpan.FromSeconds(((batch * Senders) + sender) * (double)Batch / perSecond);
            if (due > _clock.Elapsed)
                await Task.Delay(due - _clock.Elapsed, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;

            var taken = await send(Messages(ref dice, FormattableString.Invariant($"{sender}-{batch}")));
            Interlocked.Add(ref taken ? ref _taken : ref _refused, Batch);
        }
    }

    private string Messages(ref SplitMix dice, string unique)
    {
        var messages = new List<string>();
        for (var i = 0; i < Batch; i++)
        {
            var person = dice.Below(people);
            var visitor = i % MessagesPerVisit == 0 ? $"visit-{unique}-{i}" : null;
            if (visitor is not null)
            {
                messages.Add($$"""{"type":"track","anonymousId":"{{visitor}}","event":"page_view","properties":{"category":"c7"} }""");
                messages.Add($$"""{"type":"identify","anonymousId":"{{visitor}}","userId":"{{person}}"}""");
                i++;
                continue;
            }

            var type = 1 + dice.Below(ShopPeople.EventNames.Length - 1);
            messages.Add(FormattableString.Invariant(
                $$$"""{"type":"track","userId":"{{{person}}}","event":"{{{ShopPeople.EventNames[type]}}}","properties":{"category":"c{{{dice.Below(50)}}}","product_id":"p{{{dice.Below(20_000)}}}","amount":{{{dice.Below(20_000) / 100m}}}}}"""));
        }

        return string.Join(',', messages);
    }
}
