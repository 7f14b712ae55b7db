using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;

namespace CdpStudio.Web.Campaigns;

/// <summary>The numbers of one audience while it is chosen: asked in the background, the last question counts.</summary>
public sealed class ReachBoard(ReachCounter counter, SeenAudience seen, SegmentRules segments) : IDisposable
{
    private CancellationTokenSource? _asking;
    private ConsentPlace _mail;

    /// <summary>Runs on any thread.</summary>
    public event Action? Changed;

    /// <summary>Counting failed in a way that nobody foresaw.</summary>
    public event Action<Exception>? Failed;

    public CampaignRule Rule { get; private set; } = new CampaignRule.NoSegment();

    /// <summary>Null while nothing is counted.</summary>
    public CampaignReach? Reach { get; private set; }

    public bool IsCounting { get; private set; }

    /// <summary>How many people were looked at so far.</summary>
    public long Looked { get; private set; }

    /// <summary>The rule can't be evaluated; in the engine's words.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The counting that runs now.</summary>
    internal Task Asked { get; private set; } = Task.CompletedTask;

    /// <param name="mail">What the mail is about.</param>
    public void Ask(CampaignAudience audience, ConsentPlace mail)
    {
        _mail = mail;
        _asking?.Cancel();
        _asking?.Dispose();
        _asking = null;
        Rule = CampaignRule.Of(audience, segments);
        (Reach, Refusal, Looked, IsCounting) = (null, null, 0, Rule is CampaignRule.Ready);
        if (Rule is CampaignRule.Ready ready)
        {
            _asking = new CancellationTokenSource();
            Asked = CountAsync(ready, _asking.Token);
        }

        Changed?.Invoke();
    }

    /// <summary>As whoever looks may see them.</summary>
    public async Task<IReadOnlyList<AudienceMember>> PeopleAsync(
        ReachPart part, IReadOnlyList<string> fields, ProfileId? after, int size, CancellationToken cancellationToken) =>
        Rule is CampaignRule.Ready ready
            ? [.. (await counter.PeopleAsync(ready, _mail, part, fields, after, size, cancellationToken)).Select(p => seen.Shown(p, fields))]
            : [];

    public void Dispose()
    {
        _asking?.Cancel();
        _asking?.Dispose();
        _asking = null;
    }

    private async Task CountAsync(CampaignRule.Ready audience, CancellationToken cancellationToken)
    {
        try
        {
            var reach = await counter.CountAsync(audience, _mail, new Telling(this, cancellationToken), cancellationToken);
            if (cancellationToken.IsCancellationRequested) return;

            Reach = reach;
        }
        catch (OperationCanceledException)
        {
            // Another audience is asked about, or the page was left.
            return;
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            Refusal = e.Message;
        }
        catch (Exception e) when (Failed is not null)
        {
            // Nobody awaits the counting, so the page is told.
            Failed(e);
        }

        IsCounting = false;
        Changed?.Invoke();
    }

    private sealed class Telling(ReachBoard board, CancellationToken cancellationToken) : IProgress<long>
    {
        // A page is drawn for every so many people, not for every chunk.
        private const long Step = 20_000;

        public void Report(long value)
        {
            if (cancellationToken.IsCancellationRequested || value - board.Looked < Step) return;

            board.Looked = value;
            board.Changed?.Invoke();
        }
    }
}
