using System.Threading.Channels;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>
/// Some lines that send under one setup, until the setup changes, the server fails or the process stops. However it ends, the mail under
/// way is waited for and what became of it is written.
/// </summary>
internal sealed class Shift : IDisposable
{
    // What lines need in the time that a claim takes; more would only be given back at the end.
    private const int MostWaiting = SendClaims.MostAtOnce;

    private readonly EmailSetup _setup;
    private readonly IEmailTransport _transport;
    private readonly LedgerWriter _ledger;
    private readonly MailMaker _maker;
    private readonly ServerBreaker _breaker;
    private readonly TimeProvider _clock;
    private readonly Channel<Candidate> _claimed = Channel.CreateBounded<Candidate>(MostWaiting);
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly Task _lines;

    public Shift(EmailSetup setup, IEmailTransport transport, LedgerWriter ledger, MailMaker maker, ServerBreaker breaker, TimeProvider clock)
    {
        (_setup, _transport, _ledger, _maker, _breaker, _clock) = (setup, transport, ledger, maker, breaker, clock);
        _lines = Task.WhenAll(Enumerable.Range(0, setup.Connections).Select(_ => EndingAllAsync(RunLineAsync())));
    }

    /// <summary>Cancelled when the lines take no more.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Set when the server failed too often.</summary>
    public (IReadOnlyList<(SendOwner Owner, long Id)> Owners, string Reply)? Failure { get; private set; }

    public async Task OfferAsync(IReadOnlyList<Candidate> claimed, CancellationToken cancellationToken)
    {
        foreach (var one in claimed) await _claimed.Writer.WriteAsync(one, cancellationToken);
    }

    /// <summary>Lines send what they were offered.</summary>
    public Task FinishAsync()
    {
        _claimed.Writer.TryComplete();
        return _lines;
    }

    /// <summary>Lines finish the mail that they have; past the patience it is given up and in doubt.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        await _over.CancelAsync();
        _claimed.Writer.TryComplete();
        _cut.CancelAfter(patience);
        await _lines;
    }

    public void Dispose()
    {
        _over.Dispose();
        _cut.Dispose();
    }

    // A line that fails for a reason of ours must not leave the others sending for nobody.
    private async Task EndingAllAsync(Task line)
    {
        try
        {
            await line;
        }
        catch
        {
            await _over.CancelAsync();
            throw;
        }
    }

    private async Task RunLineAsync()
    {
        await using var line = _transport.Open(_setup);
        (long, SendResult)? done = null;
        while (!_over.IsCancellationRequested)
        {
            if (!_claimed.Reader.TryRead(out var next))
            {
                if (done is not null) await _ledger.CommitAsync(done, null);
                done = null;
                if (!await WaitAsync()) break;
                continue;
            }

            done = await SendAsync(line, done, next);
        }

        if (done is not null) await _ledger.CommitAsync(done, null);
    }

    private async Task<bool> WaitAsync()
    {
        try
        {
            return await _claimed.Reader.WaitToReadAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<(long, SendResult)?> SendAsync(IEmailLine line, (long, SendResult)? before, Candidate next)
    {
        var (mail, reason) = await _maker.MakeAsync(next, _setup, CancellationToken.None);
        if (mail is null)
        {
            if (before is not null) await _ledger.CommitAsync(before, null);
            return (next.Send.Id, SendResult.NotRendered(reason));
        }

        if (!await _ledger.CommitAsync(before, next)) return null;

        Failpoints.Hit("send.handed_off");
        var outcome = await line.SendAsync(mail, _cut.Token);
        Failpoints.Hit("send.before_outcome");
        if (_breaker.Record(next.Send, outcome) is { } failure)
        {
            Failure = failure;
            await _over.CancelAsync();
        }

        return (next.Send.Id, SendResult.Of(outcome, next.Send.Attempts + 1, _clock.GetUtcNow(), Random.Shared.NextDouble()));
    }
}
